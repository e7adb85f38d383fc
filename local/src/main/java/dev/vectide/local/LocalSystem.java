package dev.vectide.local;

import dev.vectide.broker.EmbeddedBroker;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.http.Outgoing;
import dev.vectide.encoder.EncoderApp;
import dev.vectide.encoder.ContentModel;
import dev.vectide.encoder.TextModel;
import dev.vectide.indexer.IndexerApp;
import dev.vectide.ingest.IngestApp;
import dev.vectide.local.http.LocalServer;
import dev.vectide.local.http.page.PageRoutes;
import dev.vectide.monitor.MonitorApp;
import dev.vectide.monitor.NotifierApp;
import dev.vectide.monitor.ReportsApp;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Broker and roles in this JVM, in the order of the data's way, behind one HTTP server.
 *
 * <p>Started and closed by one thread; {@link #notReady} may be asked by any.
 */
public final class LocalSystem implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalSystem.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final List<Supplier<Optional<String>>> readiness = new ArrayList<>();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final InnerKey own = InnerKey.generate();
    private VectideConfig config;
    private List<String> routes = List.of();
    private URI address = URI.create("http://127.0.0.1");

    private LocalSystem(VectideConfig config) {
        this.config = config;
    }

    public static LocalSystem start(VectideConfig config, Path data) {
        return start(config, data, UnaryOperator.identity());
    }

    /**
     * @param decorator put around the encoder's model
     * @throws dev.vectide.core.config.ConfigException if a space or one of its files does not exist
     * @throws UnavailableException if the port or the data directory is taken; nothing is left running after any exception
     */
    public static LocalSystem start(VectideConfig config, Path data, UnaryOperator<TextModel> decorator) {
        LocalSystem system = new LocalSystem(config);
        try {
            system.run(data, decorator);
            return system;
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
    }

    /** Where the broker is that keeps its data in {@code data}; empty where none ever ran. */
    public static Optional<String> bootstrapOf(Path data) {
        return EmbeddedBroker.bootstrapOf(DataDirectory.broker(data));
    }

    /** Where the page is. */
    public URI address() {
        return address;
    }

    /** Method and path of every route of its server, as registered. */
    List<String> routes() {
        return routes;
    }

    /** For whoever in this process asks through {@link #address}. */
    public Outgoing outgoing() {
        return own.outgoing(config);
    }

    /** As the roles got it: with the broker's address. */
    public VectideConfig config() {
        return config;
    }

    /** Empty when every role is ready, else the first reason. */
    public Optional<String> notReady() {
        return readiness.stream().map(Supplier::get).flatMap(Optional::stream).findFirst();
    }

    /** Stops the roles in the opposite order; goes on where one fails, and says so. */
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

    private void run(Path data, UnaryOperator<TextModel> decorator) {
        LocalServer.check(config);
        EncoderApp.check(config);
        GoldenWatch.check(config);
        DataDirectory directory = keep(DataDirectory.open(data));
        config = config.withArtefacts(directory.references().toString());
        CompletableFuture<List<ContentModel>> models = CompletableFuture.supplyAsync(() -> EncoderApp.load(config));
        IngestApp ingest = startIngest(directory, models);
        EncoderApp encoder =
                keep(EncoderApp.start(config, join(models), ingest.streams(), ingest.sink(), registry, decorator));
        readiness.add(encoder::notReady);
        IndexerApp indexer = keep(IndexerApp.start(
                config, encoder.encoder(), ingest.sink(), ingest.streams(), directory.indexer(), registry));
        readiness.add(indexer::notReady);
        MonitorApp monitor = keep(MonitorApp.start(config, encoder.space(), directory.monitor(), registry));
        readiness.add(monitor::notReady);
        ReportsApp reports = keep(ReportsApp.start(config, new LocalStats(registry, ingest.streams(), System::nanoTime), registry));
        readiness.add(reports::notReady);
        NotifierApp notifier = keep(NotifierApp.start(config, registry));
        readiness.add(notifier::notReady);
        LocalServer server = keep(LocalServer.start(
                config,
                config.security().apiKeys().with(own.key()),
                List.of(
                        ingest.routes()::register,
                        encoder.routes()::register,
                        indexer.routes()::register,
                        indexer.shardRoutes()::register,
                        reports.routes()::register,
                        new PageRoutes()::register),
                LocalServer.State.of(this::notReady),
                registry,
                Duration.ZERO));
        routes = server.routes();
        address = server.address(config.http());
        for (VectideConfig.Golden set : config.streams().golden()) {
            keep(GoldenWatch.start(
                    config, set, encoder.encoder(), own.outgoing(config), address, directory.golden(), registry, Clock.systemUTC()));
        }
    }

    /** While the models load; they are nobody's yet, so a failure here closes them. */
    private IngestApp startIngest(DataDirectory directory, CompletableFuture<List<ContentModel>> models) {
        try {
            if (config.kafka().bootstrap().isEmpty()) {
                config = config.withBootstrap(
                        keep(EmbeddedBroker.start(directory.broker())).bootstrap());
            }
            IngestApp ingest = keep(IngestApp.start(config, registry));
            readiness.add(ingest::notReady);
            return ingest;
        } catch (RuntimeException e) {
            models.thenAccept(loaded -> loaded.forEach(ContentModel::close));
            throw e;
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    private static List<ContentModel> join(CompletableFuture<List<ContentModel>> models) {
        try {
            return models.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
