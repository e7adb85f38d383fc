package dev.vectide.indexer;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.encoder.Encoder;
import dev.vectide.core.event.EventSink;
import dev.vectide.core.http.Outgoing;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.core.space.Space;
import dev.vectide.core.stream.StreamDirectory;
import dev.vectide.indexer.http.CollectionRoutes;
import dev.vectide.indexer.http.RemoteShards;
import dev.vectide.indexer.http.ShardRoutes;
import dev.vectide.indexer.search.VectorStore;
import dev.vectide.indexer.streams.IndexerStreams;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;

/**
 * The indexer's process: the store over one vectors topic, and its doors.
 *
 * <p>Started and closed by one thread.
 */
public final class IndexerApp implements AutoCloseable {
    /**
     * Lucene's remarks on how it multiplies vectors, which it is not asked to do here; they would go to the console. Held here,
     * as a logger that nobody holds forgets its level.
     */
    private static final Logger REMARKS = Logger.getLogger("org.apache.lucene.internal.vectorization");

    static {
        REMARKS.setLevel(Level.OFF);
    }

    private final IndexerStreams streams;
    private final CollectionRoutes routes;
    private final ShardRoutes shardRoutes;

    private IndexerApp(IndexerStreams streams, CollectionRoutes routes, ShardRoutes shardRoutes) {
        this.streams = streams;
        this.routes = routes;
        this.shardRoutes = shardRoutes;
    }

    /**
     * @param encoder of the space that is stored, for queries that are texts
     * @param sink takes what is written through the store's own doors
     * @param directory where the store lies; belongs to this instance alone
     * @throws RuntimeException if topics or directory are not as they must be; nothing is left running then
     */
    public static IndexerApp start(
            VectideConfig config,
            Encoder encoder,
            EventSink sink,
            StreamDirectory known,
            Path directory,
            MeterRegistry registry) {
        Space space = encoder.space();
        try (Admin admin = KafkaSettings.of(config.kafka()).admin()) {
            TopicAdmin topics = new TopicAdmin(config);
            topics.ensureShared(admin);
            topics.ensureVectors(admin, space);
        }
        Clock clock = Clock.systemUTC();
        RemoteShards others = new RemoteShards(space, config.indexer().shardTimeout(), Outgoing.of(config));
        IndexerStreams streams = new IndexerStreams(config, space, known, directory, clock, registry, others);
        streams.start();
        return new IndexerApp(
                streams,
                new CollectionRoutes(config, streams.store(), encoder, sink, known, clock),
                new ShardRoutes(space, streams.localShards()));
    }

    public VectorStore store() {
        return streams.store();
    }

    public CollectionRoutes routes() {
        return routes;
    }

    /** For the other indexers of the space. */
    public ShardRoutes shardRoutes() {
        return shardRoutes;
    }

    /** Empty when every partition is loaded and followed, else the reason. */
    public Optional<String> notReady() {
        return streams.notReady();
    }

    /** Empty, or why nothing is followed any more unless the process starts anew. */
    public Optional<String> failed() {
        return streams.failed();
    }

    @Override
    public void close() {
        streams.close();
    }
}
