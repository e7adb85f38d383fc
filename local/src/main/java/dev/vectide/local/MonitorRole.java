package dev.vectide.local;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.ControlSpaces;
import dev.vectide.core.kafka.ControlTopic;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.core.space.Space;
import dev.vectide.local.http.LocalServer;
import dev.vectide.monitor.MonitorApp;
import dev.vectide.monitor.NotifierApp;
import dev.vectide.monitor.ReportsApp;
import dev.vectide.monitor.flink.ClusterJobs;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The monitor as a process of its own: its jobs, here or on a Flink cluster, the watch over the canary, reports over HTTP,
 * and the notifier.
 *
 * <p>Started and closed by one thread.
 */
public final class MonitorRole implements AutoCloseable {
    public static final List<String> MONITORS = List.of("collapse", "drift", "novelty");
    private static final Logger LOG = LoggerFactory.getLogger(MonitorRole.class);

    /**
     * What a start needs to know of this machine.
     *
     * @param data for jobs in this process
     * @param jar for jobs on a cluster
     * @param from by monitor, where a job on a cluster goes on from
     */
    public record Where(Path data, Path jar, Map<String, String> from) {}

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final VectideConfig config;
    private final Space space;
    private URI address = URI.create("http://localhost/");

    private MonitorRole(VectideConfig config, Space space) {
        this.config = config;
        this.space = space;
    }

    /**
     * @param space its name, as an encoder told the control topic
     * @throws UnavailableException if the space is not known, or the job jar is missing
     */
    public static MonitorRole start(VectideConfig config, String space, Where where) {
        MonitorRole role = new MonitorRole(config, find(config, space));
        try {
            role.run(where);
            return role;
        } catch (RuntimeException e) {
            role.close();
            throw e;
        }
    }

    private static Space find(VectideConfig config, String name) {
        try (Admin admin = Admin.create(KafkaSettings.of(config.kafka()).with(Map.of()))) {
            new TopicAdmin(config).ensureShared(admin);
        }
        try (ControlTopic control = ControlTopic.start(config)) {
            return new ControlSpaces(control).get(name);
        } catch (IllegalStateException e) {
            throw new UnavailableException(String.valueOf(e.getMessage()));
        }
    }

    private void run(Where where) {
        MonitorApp monitor = keep(isOnCluster() ? onCluster(where) : here(where));
        ReportsApp reports = keep(ReportsApp.start(config, Map::of));
        NotifierApp notifier = keep(NotifierApp.start(config, registry));
        LocalServer server = keep(LocalServer.start(
                config.http(),
                List.of(reports.routes()::register),
                () -> monitor.notReady().or(reports::notReady).or(notifier::notReady),
                registry));
        address = URI.create("http://" + config.http().host() + ":" + server.port() + "/");
    }

    private boolean isOnCluster() {
        return ClusterJobs.isNamed(config);
    }

    private MonitorApp here(Where where) {
        DataDirectory directory = keep(DataDirectory.open(where.data));
        return MonitorApp.start(config, space, directory.monitor(), registry);
    }

    private MonitorApp onCluster(Where where) {
        if (!Files.exists(where.jar)) {
            throw new UnavailableException("the job jar " + where.jar + " is missing; build it with ./vectide");
        }
        return MonitorApp.startOnCluster(config, space, where.jar, where.from, registry);
    }

    public String space() {
        return space.qualifiedName();
    }

    /** In words, where the jobs run. */
    public String place() {
        return isOnCluster() ? "on the Flink cluster at " + config.flink().get("rest.address") : "in this process";
    }

    public URI address() {
        return address;
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    /** Jobs on a cluster go on. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.error("{} did not stop cleanly", part.getClass().getSimpleName(), e);
            }
        }
    }
}
