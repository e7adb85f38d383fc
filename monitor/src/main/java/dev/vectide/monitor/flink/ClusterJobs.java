package dev.vectide.monitor.flink;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.space.Space;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.util.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs on a Flink cluster that is somebody else's: submitted where they do not run yet, and left running when this is
 * closed. Where the cluster is, and how it is spoken to, is Flink's own to say, as {@code flink.rest.address} and the like.
 *
 * <p>Started and closed by one thread; {@link #notReady} may be asked by any.
 */
public final class ClusterJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterJobs.class);
    private static final long ANSWER_S = 10;
    private static final long SUBMIT_S = 120;

    private record Job(String monitor, JobID id) {}

    private final RestClusterClient<StandaloneClusterId> client;
    private final String address;
    private final List<Job> jobs = new ArrayList<>();

    private ClusterJobs(Configuration settings) throws Exception {
        this.address = settings.get(RestOptions.ADDRESS) + ":" + settings.get(RestOptions.PORT);
        this.client = new RestClusterClient<>(settings, StandaloneClusterId.getInstance());
    }

    /** Whether the settings name a cluster. */
    public static boolean isNamed(VectideConfig config) {
        return config.flink().containsKey(RestOptions.ADDRESS.key());
    }

    /**
     * @param jar what the cluster gets: the classes of the jobs without Flink
     * @param from by monitor, a savepoint or checkpoint to go on from; without one a job starts at the topic's beginning
     * @throws IllegalStateException if the cluster does not answer or refuses a job; those submitted before stay
     */
    public static ClusterJobs start(VectideConfig config, Space space, Path jar, Map<String, String> from) {
        Configuration settings = new Configuration();
        config.flink().forEach((key, value) -> settings.setString(key, String.valueOf(value)));
        try {
            ClusterJobs started = new ClusterJobs(settings);
            try {
                Map<String, JobID> running = started.running();
                for (MonitorFactory<?> factory : Monitors.of(config, space)) {
                    started.ensure(config, space, factory, jar, from, running);
                }
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
                            + " does not take the monitors: " + cause(e),
                    e);
        }
    }

    private Map<String, JobID> running() throws Exception {
        Map<String, JobID> running = new HashMap<>();
        for (JobStatusMessage job : client.listJobs().get(ANSWER_S, TimeUnit.SECONDS)) {
            if (!job.getJobState().isTerminalState()) {
                running.put(job.getJobName(), job.getJobId());
            }
        }
        return running;
    }

    private <S> void ensure(
            VectideConfig config,
            Space space,
            MonitorFactory<S> factory,
            Path jar,
            Map<String, String> from,
            Map<String, JobID> running)
            throws Exception {
        String monitor = factory.create().name();
        String name = MonitorJob.id(config, space, monitor);
        JobID id = running.get(name);
        if (id != null) {
            LOG.info("monitor {} runs at {} as job {}", monitor, address, id);
        } else {
            Configuration settings = JobSettings.submitted(config, name);
            String savepoint = from.get(monitor);
            if (savepoint != null) {
                settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
            }
            JobGraph graph = MonitorJob.graph(config, space, factory, settings);
            graph.addJar(new org.apache.flink.core.fs.Path(jar.toUri()));
            id = client.submitJob(graph).get(SUBMIT_S, TimeUnit.SECONDS);
            LOG.info("monitor {} is submitted to {} as job {}, {}", monitor, address, id,
                    savepoint == null ? "anew" : "from " + savepoint);
        }
        jobs.add(new Job(monitor, id));
    }

    /** Empty while all jobs run, else the first reason. */
    public Optional<String> notReady() {
        for (Job job : jobs) {
            try {
                JobStatus status = client.getJobStatus(job.id).get(ANSWER_S, TimeUnit.SECONDS);
                if (status != JobStatus.RUNNING) {
                    return Optional.of("monitor " + job.monitor + ", job " + job.id + " at " + address + ", is "
                            + status.name().toLowerCase(Locale.ROOT));
                }
            } catch (ExecutionException | TimeoutException e) {
                return Optional.of("the Flink cluster at " + address + " does not answer: " + cause(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.of("interrupted");
            }
        }
        return Optional.empty();
    }

    private static String cause(Exception e) {
        Throwable cause = ExceptionUtils.stripExecutionException(e);
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** The jobs go on. */
    @Override
    public void close() {
        client.close();
    }
}
