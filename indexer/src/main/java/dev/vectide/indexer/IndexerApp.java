package dev.vectide.indexer;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.core.space.Space;
import dev.vectide.indexer.search.VectorStore;
import dev.vectide.indexer.streams.IndexerStreams;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/**
 * The indexer's process: the store over one vectors topic.
 *
 * <p>Started and closed by one thread.
 */
public final class IndexerApp implements AutoCloseable {
    private final IndexerStreams streams;

    private IndexerApp(IndexerStreams streams) {
        this.streams = streams;
    }

    /**
     * @param directory where the store lies; belongs to this instance alone
     * @throws RuntimeException if topics or directory are not as they must be; nothing is left running then
     */
    public static IndexerApp start(VectideConfig config, Space space, Path directory, MeterRegistry registry) {
        try (Admin admin = Admin.create(KafkaSettings.of(config.kafka()).with(Map.of()))) {
            TopicAdmin topics = new TopicAdmin(config);
            topics.ensureShared(admin);
            topics.ensureVectors(admin, space);
        }
        IndexerStreams streams = new IndexerStreams(config, space, directory, Clock.systemUTC(), registry);
        streams.start();
        return new IndexerApp(streams);
    }

    public VectorStore store() {
        return streams.store();
    }

    /** Empty when every partition is loaded and followed, else the reason. */
    public Optional<String> notReady() {
        return streams.notReady();
    }

    @Override
    public void close() {
        streams.close();
    }
}
