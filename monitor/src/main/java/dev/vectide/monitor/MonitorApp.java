package dev.vectide.monitor;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.core.space.Space;
import dev.vectide.monitor.flink.ClusterJobs;
import dev.vectide.monitor.flink.MonitorCluster;
import dev.vectide.monitor.kafka.CanaryWatch;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writing side of the monitor: the three jobs over one vectors topic, and the watch over the canary. What they write is told by {@link ReportsApp}.
 *
 * <p>Started and closed by one thread; {@link #notReady} may be asked by any.
 */
public final class MonitorApp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MonitorApp.class);

    private final AutoCloseable jobs;
    private final Supplier<Optional<String>> readiness;
    private final CanaryWatch canary;

    private MonitorApp(AutoCloseable jobs, Supplier<Optional<String>> readiness, CanaryWatch canary) {
        this.jobs = jobs;
        this.readiness = readiness;
        this.canary = canary;
    }

    /**
     * With the jobs in this process.
     *
     * @param checkpointDir where the jobs' state lies; belongs to this instance alone
     * @throws RuntimeException if topics or Flink are not as they must be; nothing is left running then
     */
    public static MonitorApp start(VectideConfig config, Space space, Path checkpointDir, MeterRegistry registry) {
        ensureTopics(config, space);
        MonitorCluster cluster = MonitorCluster.start(config, space, checkpointDir, registry);
        return watching(config, space, cluster, cluster::notReady, registry);
    }

    /**
     * With the jobs on the Flink cluster that the settings name; they stay there when this is closed.
     *
     * @param jar the job jar
     * @param from by monitor, the savepoint or checkpoint that its job goes on from, if it does not run
     * @throws RuntimeException if topics or the cluster are not as they must be
     */
    public static MonitorApp startOnCluster(
            VectideConfig config, Space space, Path jar, Map<String, String> from, MeterRegistry registry) {
        ensureTopics(config, space);
        ClusterJobs jobs = ClusterJobs.start(config, space, jar, from);
        return watching(config, space, jobs, jobs::notReady, registry);
    }

    private static void ensureTopics(VectideConfig config, Space space) {
        try (Admin admin = KafkaSettings.of(config.kafka()).admin()) {
            TopicAdmin topics = new TopicAdmin(config);
            topics.ensureShared(admin);
            topics.ensureVectors(admin, space);
            topics.ensureCanary(admin, space);
        }
    }

    private static MonitorApp watching(
            VectideConfig config,
            Space space,
            AutoCloseable jobs,
            Supplier<Optional<String>> readiness,
            MeterRegistry registry) {
        try {
            return new MonitorApp(jobs, readiness, new CanaryWatch(config, space, registry));
        } catch (RuntimeException e) {
            close(jobs);
            throw e;
        }
    }

    /** Empty while all jobs run, else the first reason; a failing job goes on trying and is named here. */
    public Optional<String> notReady() {
        return readiness.get();
    }

    /** Jobs in this process stop behind a last checkpoint: the next start goes on there, and everything before is written. */
    @Override
    public void close() {
        canary.close();
        close(jobs);
    }

    private static void close(AutoCloseable jobs) {
        try {
            jobs.close();
        } catch (Exception e) {
            LOG.error("the jobs did not stop cleanly", e);
        }
    }
}
