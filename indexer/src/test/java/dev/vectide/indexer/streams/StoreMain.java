package dev.vectide.indexer.streams;

import dev.vectide.core.stream.StreamDirectory;
import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.indexer.Documents;
import dev.vectide.indexer.shards.Peers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** The store without its doors; as a process, it is there to be killed and runs until its standard input ends. */
public final class StoreMain {
    private StoreMain() {}

    public static void main(String[] arguments) throws IOException {
        try (IndexerStreams store = start(ConfigReader.read(null, System.getenv()), Path.of(arguments[0]))) {
            System.out.println("store starts: " + store.notReady().orElse("ready"));
            while (System.in.read() >= 0) {
                // Nothing is said; the end of the stream is what counts.
            }
        }
    }

    static IndexerStreams start(VectideConfig config, Path directory) {
        return start(config, NoStreams.KNOWN, directory, new SimpleMeterRegistry());
    }

    static IndexerStreams start(
            VectideConfig config, StreamDirectory known, Path directory, MeterRegistry registry) {
        try (Admin admin = Admin.create(KafkaSettings.of(config.kafka()).with(Map.of()))) {
            TopicAdmin topics = new TopicAdmin(config);
            topics.ensureShared(admin);
            topics.ensureVectors(admin, Documents.SPACE);
        }
        IndexerStreams store =
                new IndexerStreams(config, Documents.SPACE, known, directory, Clock.systemUTC(), registry, Peers.NONE);
        store.start();
        return store;
    }
}
