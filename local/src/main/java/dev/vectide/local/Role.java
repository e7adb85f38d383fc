package dev.vectide.local;

import dev.vectide.core.access.ApiKeys;
import dev.vectide.core.access.Caller;
import dev.vectide.core.access.Quotas;
import dev.vectide.core.access.Verb;
import dev.vectide.core.config.ConfigException;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.http.Outgoing;
import dev.vectide.core.kafka.BrokerWatch;
import dev.vectide.core.kafka.ControlSpaces;
import dev.vectide.core.kafka.ControlStreams;
import dev.vectide.core.kafka.ControlTopic;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.core.space.Space;
import dev.vectide.core.topic.Topics;
import dev.vectide.encoder.EncoderApp;
import dev.vectide.indexer.IndexerApp;
import dev.vectide.indexer.http.HttpEncoder;
import dev.vectide.ingest.IngestApp;
import dev.vectide.ingest.kafka.EventProducer;
import dev.vectide.local.http.LocalServer;
import dev.vectide.local.http.page.PageRoutes;
import dev.vectide.monitor.MonitorApp;
import dev.vectide.monitor.NotifierApp;
import dev.vectide.monitor.ReportsApp;
import dev.vectide.monitor.flink.ClusterJobs;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ingester, encoder, indexer or monitor as a process of its own, against the Kafka of the settings, with an HTTP server of its
 * own.
 *
 * <p>A start throws {@link ConfigException} where settings, or topics that exist, are not as they must be, and {@link
 * UnavailableException} or {@link dev.vectide.core.kafka.BrokerUnavailableException} where something is not there; nothing is
 * left running then.
 *
 * <p>Started and closed by one thread; {@link #notReady} and {@link #notAlive} may be asked by any.
 */
public final class Role implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Role.class);
    /** Longer than Kafka may take to acknowledge what a request brings. */
    private static final Duration DRAIN = EventProducer.DELIVERY.plusSeconds(5);

    private final VectideConfig config;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final List<Supplier<Optional<String>>> readiness = new ArrayList<>();
    private final List<Supplier<Optional<String>>> liveness = new ArrayList<>();
    /** Topics without which nothing works here. */
    private final List<String> needed = new ArrayList<>();

    private URI address = URI.create("http://localhost/");
    private volatile boolean stopping;

    private Role(VectideConfig config) {
        this.config = config;
    }

    public static Role ingester(VectideConfig config) {
        return new Role(config).start(Role::ingest);
    }

    public static Role encoder(VectideConfig config) {
        EncoderApp.check(config);
        return new Role(config).start(Role::encode);
    }

    /**
     * @param data where the store lies
     * @param waiting is told what is waited for, if anything is
     */
    public static Role indexer(VectideConfig config, Path data, Consumer<String> waiting) {
        if (config.http().port() == 0 && config.indexer().advertised().isEmpty()) {
            throw new ConfigException(
                    "settings", "http.port", "0", "expected a port, as the other indexers ask this one there");
        }
        checkOwnKey(config);
        return new Role(config).start(role -> role.index(data, waiting));
    }

    /** The others would refuse an indexer without it, at every question. */
    private static void checkOwnKey(VectideConfig config) {
        ApiKeys keys = config.security().apiKeys();
        boolean asks = !config.indexer().encoders().isEmpty();
        Quotas none = new Quotas(List.of(), System::nanoTime);
        if (asks && !keys.isEmpty() && keys.find(config.security().ownKey())
                .filter(key -> Caller.of(key, none).mayAll(Verb.READ))
                .isEmpty()) {
            throw new ConfigException(
                    "settings",
                    "security.own-key",
                    null,
                    "expected one of security.keys, with read of \"*\": with it an indexer asks encoders and other indexers");
        }
    }

    /**
     * Where the monitors' jobs run.
     *
     * @param data for jobs in this process
     * @param jar for jobs on a cluster
     * @param from by monitor, the savepoint or checkpoint that a job on a cluster goes on from
     */
    public record Jobs(Path data, Path jar, Map<String, String> from) {}

    /**
     * @param space name of the one that is watched
     * @param waiting is told what is waited for, if anything is, and where the jobs run
     */
    public static Role monitor(VectideConfig config, String space, Jobs jobs, Consumer<String> waiting) {
        return new Role(config).start(role -> role.watch(space, jobs, waiting));
    }

    private Role start(Consumer<Role> body) {
        try {
            LocalServer.check(config);
            BrokerWatch broker = keep(BrokerWatch.start(KafkaSettings.of(config.kafka())));
            readiness.add(broker::notReady);
            body.accept(this);
            broker.expect(needed);
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void ingest() {
        IngestApp ingest = keep(IngestApp.start(config, registry));
        needed.addAll(List.of(topics().events(), topics().control()));
        readiness.add(ingest::notReady);
        liveness.add(ingest::failed);
        serve(List.of(ingest.routes()::register), DRAIN);
    }

    private void encode() {
        ControlTopic control = control();
        EventProducer sink = keep(new EventProducer(config));
        EncoderApp encoder = keep(EncoderApp.start(
                config, EncoderApp.load(config), new ControlStreams(control), sink, registry, UnaryOperator.identity()));
        needed.addAll(List.of(topics().events(), topics().vectors(encoder.space())));
        readiness.add(encoder::notReady);
        liveness.add(encoder::failed);
        serve(List.of(encoder.routes()::register), DRAIN);
    }

    private void index(Path data, Consumer<String> waiting) {
        DataDirectory directory = keep(DataDirectory.open(data));
        ControlTopic control = control();
        Space space = KnownSpace.await(new ControlSpaces(control), config.encoder().space(), waiting);
        EventProducer sink = keep(new EventProducer(config));
        needed.addAll(List.of(topics().events(), topics().vectors(space)));
        HttpEncoder encoder =
                new HttpEncoder(
                        space, config.indexer().encoders(), config.indexer().encoderTimeout(), Outgoing.of(config));
        IndexerApp indexer = keep(IndexerApp.start(
                config, encoder, sink, new ControlStreams(control), directory.indexer(), registry));
        readiness.add(indexer::notReady);
        liveness.add(indexer::failed);
        serve(List.of(indexer.routes()::register, indexer.shardRoutes()::register), DRAIN);
    }

    private void watch(String name, Jobs jobs, Consumer<String> waiting) {
        ControlTopic control = control();
        Space space = KnownSpace.await(new ControlSpaces(control), name, waiting);
        needed.addAll(List.of(topics().vectors(space), topics().scores(), topics().health(), topics().alerts()));
        boolean onCluster = ClusterJobs.isNamed(config);
        MonitorApp monitor = keep(onCluster ? onCluster(space, jobs) : here(space, jobs));
        ReportsApp reports = keep(ReportsApp.start(config, Map::of, registry));
        NotifierApp notifier = keep(NotifierApp.start(config, registry));
        readiness.add(monitor::notReady);
        readiness.add(reports::notReady);
        readiness.add(notifier::notReady);
        // The live feed is an answer that never ends.
        serve(List.of(reports.routes()::register, new PageRoutes()::register), Duration.ZERO);
        waiting.accept(space.qualifiedName() + " is watched "
                + (onCluster ? "on the Flink cluster at " + config.flink().get("rest.address") : "in this process") + ".");
    }

    private MonitorApp here(Space space, Jobs jobs) {
        DataDirectory directory = keep(DataDirectory.open(jobs.data));
        return MonitorApp.start(config, space, directory.monitor(), registry);
    }

    private MonitorApp onCluster(Space space, Jobs jobs) {
        if (!Files.exists(jobs.jar)) {
            throw new UnavailableException("the job jar " + jobs.jar + " is missing; build it with ./vectide");
        }
        try {
            return MonitorApp.startOnCluster(config, space, jobs.jar, jobs.from, registry);
        } catch (IllegalStateException e) {
            throw new UnavailableException(String.valueOf(e.getMessage()));
        }
    }

    private ControlTopic control() {
        try (Admin admin = KafkaSettings.of(config.kafka()).admin()) {
            new TopicAdmin(config).ensureShared(admin);
        }
        ControlTopic control = keep(ControlTopic.start(config));
        needed.add(topics().control());
        readiness.add(control::failure);
        return control;
    }

    private Topics topics() {
        return config.topics();
    }

    private void serve(List<LocalServer.Routes> routes, Duration drain) {
        LocalServer server = keep(LocalServer.start(
                config,
                config.security().apiKeys(),
                routes,
                new LocalServer.State(this::notReady, this::notAlive),
                registry,
                drain));
        address = server.address(config.http());
    }

    public URI address() {
        return address;
    }

    /** Empty while requests are welcome here, else the first reason why not. */
    public Optional<String> notReady() {
        return stopping ? Optional.of("stopping") : first(readiness);
    }

    /** Empty, or why only a new process would mend it. */
    public Optional<String> notAlive() {
        return stopping ? Optional.empty() : first(liveness);
    }

    private static Optional<String> first(List<Supplier<Optional<String>>> reasons) {
        return reasons.stream().map(Supplier::get).flatMap(Optional::stream).findFirst();
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    /** Answers the requests that are there and takes no more, then commits what is in hand. Jobs on a cluster go on. */
    @Override
    public void close() {
        stopping = true;
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
