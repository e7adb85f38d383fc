package dev.vectide.monitor;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.core.space.Space;
import dev.vectide.monitor.flink.MonitorCluster;
import dev.vectide.monitor.kafka.CanaryWatch;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/**
 * The writing side of the monitor: the three jobs over one vectors topic, and the watch over the canary. What they write is told by {@link ReportsApp}.
 *
 * <p>Started and closed by one thread; {@link #notReady} may be asked by any.
 */
public final class MonitorApp implements AutoCloseable {
    private final MonitorCluster cluster;
    private final CanaryWatch canary;

    private MonitorApp(MonitorCluster cluster, CanaryWatch canary) {
        this.cluster = cluster;
        this.canary = canary;
    }

    /**
     * @param checkpointDir where the jobs' state lies; belongs to this instance alone
     * @throws RuntimeException if topics or Flink are not as they must be; nothing is left running then
     */
    public static MonitorApp start(VectideConfig config, Space space, Path checkpointDir, MeterRegistry registry) {
        try (Admin admin = Admin.create(KafkaSettings.of(config.kafka()).with(Map.of()))) {
            TopicAdmin topics = new TopicAdmin(config);
            topics.ensureShared(admin);
            topics.ensureVectors(admin, space);
            topics.ensureCanary(admin, space);
        }
        MonitorCluster cluster = MonitorCluster.start(config, space, checkpointDir, registry);
        try {
            return new MonitorApp(cluster, new CanaryWatch(config, space, registry));
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Empty while all jobs run, else the first reason; a failing job goes on trying and is named here. */
    public Optional<String> notReady() {
        return cluster.notReady();
    }

    /** Stops behind a last checkpoint: the next start goes on there, and everything before it is written. */
    @Override
    public void close() {
        canary.close();
        cluster.close();
    }
}
