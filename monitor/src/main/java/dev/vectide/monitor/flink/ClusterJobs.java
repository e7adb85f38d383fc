package dev.vectide.monitor.flink;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.space.Space;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmanager.HighAvailabilityMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs on a Flink cluster that is somebody else's: submitted where they do not run yet, and left running when this is
 * closed. Where the cluster is, and how it is spoken to, is Flink's own to say, as {@code flink.rest.address} and the like.
 *
 * <p>A cluster whose JobManager was lost without high availability knows nothing of its jobs once it is there again. So each
 * is given a folder of its own among the cluster's checkpoints, and goes on from the newest there. One that failed, or that
 * somebody stopped or cancelled, is left as it is.
 *
 * <p>Started and closed by one thread, with one of its own that looks after the jobs; {@link #notReady} may be asked by any.
 */
public final class ClusterJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterJobs.class);
    private static final long LOOK_S = 1;

    /**
     * @param ended whether it was seen in a state that it does not leave
     * @param newest the checkpoint that the cluster named last; empty before the first
     * @param lost why it cannot be brought back; empty otherwise
     */
    private record Job(JobID id, boolean ended, String newest, String lost) {
        static Job submitted(JobID id) {
            return new Job(id, false, "", "");
        }
    }

    /** Where a job goes on from. */
    private record Restore(String path, RecoveryClaimMode mode) {}

    private final VectideConfig config;
    private final Space space;
    private final Path jar;
    private final ClusterClient cluster;
    private final Map<String, Job> jobs = new ConcurrentSkipListMap<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "cluster-jobs");
        thread.setDaemon(true);
        return thread;
    });

    private ClusterJobs(VectideConfig config, Space space, Path jar, ClusterClient cluster) {
        this.config = config;
        this.space = space;
        this.jar = jar;
        this.cluster = cluster;
    }

    /** Whether the settings name a cluster. */
    public static boolean isNamed(VectideConfig config) {
        return config.flink().containsKey(RestOptions.ADDRESS.key());
    }

    /**
     * @param jar what the cluster gets: the classes of the jobs without Flink
     * @param from by monitor, a savepoint or checkpoint to go on from; without one a job goes on from the newest in its folder,
     *     and starts at the topic's beginning where there is none
     * @throws IllegalStateException if the cluster does not answer or refuses a job; those submitted before stay
     */
    public static ClusterJobs start(VectideConfig config, Space space, Path jar, Map<String, String> from) {
        Configuration settings = new Configuration();
        config.flink().forEach((key, value) -> settings.setString(key, String.valueOf(value)));
        try {
            ClusterJobs started = new ClusterJobs(config, space, jar, new ClusterClient(settings));
            try {
                Map<String, JobID> running = started.cluster.running();
                for (MonitorFactory<?> factory : Monitors.of(config, space)) {
                    started.ensure(factory, Optional.ofNullable(from.get(factory.create().name())), running);
                }
                started.watch.scheduleWithFixedDelay(started::look, LOOK_S, LOOK_S, TimeUnit.SECONDS);
                return started;
            } catch (Exception e) {
                started.close();
                throw e;
            }
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException(
                    "the Flink cluster at " + settings.get(RestOptions.ADDRESS) + ":" + settings.get(RestOptions.PORT)
                            + " does not take the monitors: " + ClusterClient.cause(e),
                    e);
        }
    }

    private <S> void ensure(MonitorFactory<S> factory, Optional<String> from, Map<String, JobID> running) throws Exception {
        String monitor = factory.create().name();
        String name = MonitorJob.id(config, space, monitor);
        JobID id = running.get(name);
        if (id != null) {
            LOG.info("monitor {} runs at {} as job {}", monitor, cluster.address(), id);
            // Asked at once: a job of which no checkpoint is known is taken for one that has none, and begins anew.
            jobs.put(monitor, new Job(id, false, newestCheckpoint(id, cluster.status(id)), ""));
            return;
        }
        Optional<ClusterCheckpoints> checkpoints = ClusterCheckpoints.of(cluster.settings());
        Optional<Restore> restore = from.isPresent()
                ? from.map(path -> new Restore(path, RecoveryClaimMode.NO_CLAIM))
                : newest(checkpoints, name);
        submit(factory, monitor, checkpoints, restore);
    }

    /** A checkpoint is taken over, to be deleted once it is outlived; a savepoint stays its owner's. */
    private static Optional<Restore> newest(Optional<ClusterCheckpoints> checkpoints, String name) throws IOException {
        if (checkpoints.isEmpty()) {
            return Optional.empty();
        }
        return checkpoints.get().newest(name).map(path -> new Restore(
                path.toString(),
                path.getName().startsWith("chk-") ? RecoveryClaimMode.CLAIM : RecoveryClaimMode.NO_CLAIM));
    }

    private <S> void submit(
            MonitorFactory<S> factory, String monitor, Optional<ClusterCheckpoints> checkpoints, Optional<Restore> restore)
            throws Exception {
        String name = MonitorJob.id(config, space, monitor);
        Configuration settings = JobSettings.submitted(config, name);
        checkpoints.ifPresent(all ->
                settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, all.folder(name).toString()));
        restore.ifPresent(from -> {
            settings.set(StateRecoveryOptions.SAVEPOINT_PATH, from.path);
            settings.set(StateRecoveryOptions.RESTORE_MODE, from.mode);
        });
        JobGraph graph = MonitorJob.graph(config, space, factory, settings);
        graph.addJar(new org.apache.flink.core.fs.Path(jar.toUri()));
        JobID id = cluster.submit(graph);
        jobs.put(monitor, Job.submitted(id));
        LOG.info("monitor {} is submitted to {} as job {}, {}", monitor, cluster.address(), id,
                restore.map(from -> "from " + from.path).orElse("anew"));
    }

    /** Brings those back that the cluster has forgotten. */
    private void look() {
        try {
            Map<JobID, JobStatus> known = cluster.known();
            for (MonitorFactory<?> factory : Monitors.of(config, space)) {
                look(factory, known);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // Whoever asks whether this is ready hears of it; the cluster may be there the next time.
            LOG.debug("the jobs at {} are not looked after: {}", cluster.address(), ClusterClient.cause(e));
        }
    }

    private <S> void look(MonitorFactory<S> factory, Map<JobID, JobStatus> known) throws Exception {
        String monitor = factory.create().name();
        Job job = Objects.requireNonNull(jobs.get(monitor));
        JobStatus status = known.get(job.id);
        if (status != null) {
            String newest = newestCheckpoint(job.id, status);
            jobs.put(monitor, new Job(job.id, status.isGloballyTerminalState(), newest.isEmpty() ? job.newest : newest, ""));
        } else if (!job.ended) {
            bringBack(factory, monitor, job);
        }
    }

    private String newestCheckpoint(JobID id, JobStatus status)
            throws ExecutionException, TimeoutException, InterruptedException {
        return status == JobStatus.RUNNING ? cluster.newestCheckpoint(id) : "";
    }

    private <S> void bringBack(MonitorFactory<S> factory, String monitor, Job job) throws Exception {
        Configuration settings = cluster.settings();
        if (HighAvailabilityMode.isHighAvailabilityModeActivated(settings)) {
            return; // It brings its jobs back itself, and may be about to.
        }
        String name = MonitorJob.id(config, space, monitor);
        Map<String, JobID> running = cluster.running();
        Optional<ClusterCheckpoints> checkpoints = ClusterCheckpoints.of(settings);
        Optional<Restore> restore = newest(checkpoints, name);
        boolean reachable = checkpoints.isPresent()
                && (job.newest.isEmpty()
                        || (restore.isPresent() && isBelow(checkpoints.get().folder(name), job.newest)));
        if (running.containsKey(name) || reachable) {
            LOG.warn("the Flink cluster at {} has lost job {} of monitor {}", cluster.address(), job.id, monitor);
            ensure(factory, Optional.empty(), running);
        } else if (job.lost.isEmpty()) {
            String lost = "monitor " + monitor + ": the Flink cluster at " + cluster.address() + " has lost job " + job.id
                    + ", and none of its checkpoints is found" + checkpoints.map(all -> " in " + all.folder(name)).orElse("")
                    + ": start again with --from " + monitor + "=PATH, "
                    + (job.newest.isEmpty() ? "the newest checkpoint" : "such as " + job.newest + " or a newer one");
            LOG.error(lost);
            jobs.put(monitor, new Job(job.id, false, job.newest, lost));
        }
    }

    /** Somebody else's job has its checkpoints elsewhere. */
    private static boolean isBelow(org.apache.flink.core.fs.Path folder, String checkpoint) {
        return new org.apache.flink.core.fs.Path(checkpoint).toUri().getPath().startsWith(folder.toUri().getPath() + "/");
    }

    /** Empty while all jobs run, else the first reason. */
    public Optional<String> notReady() {
        for (Map.Entry<String, Job> entry : jobs.entrySet()) {
            Job job = entry.getValue();
            if (!job.lost.isEmpty()) {
                return Optional.of(job.lost);
            }
            try {
                JobStatus status = cluster.status(job.id);
                if (status != JobStatus.RUNNING) {
                    return Optional.of("monitor " + entry.getKey() + ", job " + job.id + " at " + cluster.address() + ", is "
                            + status.name().toLowerCase(Locale.ROOT));
                }
            } catch (ExecutionException | TimeoutException e) {
                return Optional.of("the Flink cluster at " + cluster.address() + " does not answer: "
                        + ClusterClient.cause(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.of("interrupted");
            }
        }
        return Optional.empty();
    }

    /** The jobs go on. */
    @Override
    public void close() {
        watch.shutdownNow();
        cluster.close();
    }
}
