package dev.vectide.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of the real process as JSON: each line an object, and of a record that is refused, which one it is. */
class LogIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void everyLineIsAnObjectAndARefusedRecordIsNamedByFields() throws Exception {
        Path log = folder.resolve("logs/vectide.log");
        try (VectideProcess vectide = VectideProcess.start(
                Map.of("VECTIDE_LOGGING_FORMAT", "json"), "up", "--port", "0", "--data", folder.toString())) {
            VectideProcess.Ready ready = vectide.awaitReady();
            Client client = new Client(ready.address());
            Client.Answer posted = client.post(
                    "/v1/streams/pets/events", "application/json", "{\"id\": \"short \\\"one\\\"\", \"vector\": [1, 0]}");
            assertThat(posted.status()).as(posted.body()).isEqualTo(202);
            String position = posted.json().get("position").asText();
            refuse(ready.bootstrap());

            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                JsonNode encoder = one(lines(log), "vectide.events");
                assertThat(encoder.get("partition") + ":" + encoder.get("offset")).isEqualTo(position);
                assertThat(encoder.get("stream").asText()).isEqualTo("pets");
                assertThat(encoder.get("level").asText()).isEqualTo("WARN");
                assertThat(encoder.get("message").asText()).contains("a vector of 2 dimensions");
                assertThat(OffsetDateTime.parse(encoder.get("time").asText())).isNotNull();

                JsonNode ingest = one(lines(log), "vectide.inbox");
                assertThat(ingest.get("offset").isIntegralNumber()).isTrue();
                assertThat(ingest.has("stream")).isFalse();
                assertThat(ingest.get("message").asText()).contains("vectide.inbox");
            });

            assertThat(lines(log)).hasSizeGreaterThan(10).anySatisfy(line -> assertThat(line.has("offset")).isFalse());
            assertThat(vectide.err()).isNotEmpty().allSatisfy(line ->
                    assertThat(MAPPER.readTree(line).get("message").isTextual()).isTrue());
            vectide.terminate();
            assertThat(vectide.awaitExit()).isZero();
        }
    }

    private static void refuse(String bootstrap) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", bootstrap);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("vectide.inbox", "k".getBytes(), "not \"json\"\n at all".getBytes()));
        }
    }

    /** The line about a dead letter from {@code topic}. */
    private static JsonNode one(List<JsonNode> lines, String topic) {
        List<JsonNode> found = lines.stream()
                .filter(line -> line.path("topic").asText().equals(topic) && line.get("message").asText().startsWith("dead letter"))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static List<JsonNode> lines(Path log) {
        try {
            // The last may be half written.
            String text = Files.readString(log);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(LogIT::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }
}
