package dev.vectide.indexer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.indexer.IndexerApp;
import dev.vectide.testing.NodeScript;
import dev.vectide.testing.TestConfig;
import io.javalin.Javalin;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Qdrant's own JavaScript client, from npm, against the door of a store on a real broker and real RocksDB. Wants Node.js 20
 * or newer with npm.
 */
class QdrantClientIT {
    private static final int CHECKS = 23;

    @TempDir
    private Path directory;

    private final VectideConfig config = TestConfig.of(Map.of("VECTIDE_KAFKA_PARTITIONS", "3"));
    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void itReadsAndWritesAsItDoesWithQdrant() throws Exception {
        NodeScript.unchecked("Qdrant's client").ifPresent(Assumptions::abort);
        NodeScript client =
                NodeScript.install(Path.of("src", "test", "js"), Path.of("target", "qdrant-client"), "collections.mjs");
        // The stand-in wants its topics to be there, the app the stand-in.
        try (Admin admin = Admin.create(KafkaSettings.of(config.kafka()).with(Map.of()))) {
            TopicAdmin topics = new TopicAdmin(config);
            topics.ensureShared(admin);
            topics.ensureVectors(admin, FakeEncoder.SPACE);
        }
        try (EncoderStandIn encoder = new EncoderStandIn(config);
                IndexerApp app = IndexerApp.start(
                        config, new FakeEncoder(), encoder, new KnownStreams(List.of("pets")), directory, registry)) {
            await().atMost(Duration.ofMinutes(1)).until(() -> app.notReady().isEmpty());
            Javalin server = Javalin.create(javalin -> {
                javalin.startup.showJavalinBanner = false;
                app.routes().register(javalin);
            });
            server.start("127.0.0.1", 0);
            try {
                String output = client.run("http://127.0.0.1:" + server.port());
                assertThat(output.lines().filter(line -> line.startsWith("ok "))).hasSize(CHECKS);
            } finally {
                server.stop();
            }
        }
        assertThat(registry.get("vectide.indexer.searchable").timer().count()).isPositive();
        assertThat(registry.get("vectide.indexer.search").timer().count()).isPositive();
    }
}
