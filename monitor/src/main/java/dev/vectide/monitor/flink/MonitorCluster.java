package dev.vectide.monitor.flink;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.space.Space;
import dev.vectide.monitor.novelty.NoveltyMonitor;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs on a Flink cluster in this JVM, each brought back from its newest complete checkpoint.
 *
 * <p>Started and closed by one thread; {@link #notReady} may be asked by any.
 */
public final class MonitorCluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MonitorCluster.class);

    private final VectideConfig config;
    private final Space space;
    private final Path directory;
    private final List<MonitorFactory<?>> monitors;
    private final Configuration settings;
    private final MiniCluster cluster;
    private final List<RunningJob> jobs = new ArrayList<>();

    private MonitorCluster(
            VectideConfig config,
            Space space,
            Path directory,
            MeterRegistry registry,
            List<MonitorFactory<?>> monitors) {
        this.monitors = monitors;
        this.config = config;
        this.space = space;
        this.directory = directory;
        Path temporary = directory.resolve("tmp");
        CheckpointFolder.delete(temporary); // Of a run that was killed.
        this.settings = JobSettings.cluster(config, monitors.size(), temporary);
        JobMetrics.report(registry, settings);
        this.cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(monitors.size() * config.monitor().parallelism())
                .build());
    }

    /**
     * @param directory belongs to this cluster alone
     * @throws IllegalStateException if Flink does not start or refuses a job; nothing is left running then
     */
    public static MonitorCluster start(VectideConfig config, Space space, Path directory, MeterRegistry registry) {
        return start(config, space, directory, registry, Monitors.of(config, space));
    }

    /**
     * @param names of the monitors that run, such as for a measurement of one alone
     * @throws IllegalArgumentException if one of them is no monitor
     */
    public static MonitorCluster start(
            VectideConfig config, Space space, Path directory, MeterRegistry registry, Set<String> names) {
        Map<String, MonitorFactory<?>> all = Monitors.byName(config, space);
        Set<String> unknown = new TreeSet<>(names);
        unknown.removeAll(all.keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("no monitors: " + String.join(", ", unknown) + "; expected of "
                    + String.join(", ", all.keySet()));
        }
        all.keySet().retainAll(names);
        return start(config, space, directory, registry, List.copyOf(all.values()));
    }

    private static MonitorCluster start(
            VectideConfig config,
            Space space,
            Path directory,
            MeterRegistry registry,
            List<MonitorFactory<?>> monitors) {
        MonitorCluster started = new MonitorCluster(config, space, directory.toAbsolutePath(), registry, monitors);
        try {
            started.run();
            return started;
        } catch (Exception e) {
            started.close();
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("the monitors do not start: " + e.getMessage(), e);
        }
    }

    private void run() throws Exception {
        cluster.start();
        LOG.info("novelty multiplies with {}", NoveltyMonitor.arithmetic());
        for (MonitorFactory<?> factory : monitors) {
            submit(factory);
        }
    }

    private <S> void submit(MonitorFactory<S> factory) throws Exception {
        String name = factory.create().name();
        CheckpointFolder folder = new CheckpointFolder(directory.resolve(MonitorJob.id(config, space, name)));
        Optional<Path> newest = folder.newest();
        newest.ifPresent(folder::keepOnly);
        LOG.info("monitor {} starts {}", name, newest.map(path -> "from " + path).orElse("anew"));
        JobGraph graph = MonitorJob.graph(
                config, space, factory, JobSettings.job(config, name, folder.path(), newest));
        cluster.submitJob(graph).get();
        jobs.add(new RunningJob(name, graph.getJobID(), folder, cluster));
    }

    /** Empty while all tasks of all jobs run, else the first reason. */
    public Optional<String> notReady() {
        return jobs.stream().map(RunningJob::notReady).flatMap(Optional::stream).findFirst();
    }

    /** Stops each job behind a last checkpoint, with everything before it written. */
    @Override
    public void close() {
        jobs.stream().map(RunningJob::stop).toList().forEach(RunningJob.Stopping::await);
        try {
            cluster.close();
        } catch (Exception e) {
            LOG.error("the Flink cluster did not stop cleanly", e);
        }
        JobMetrics.forget(settings);
    }
}
