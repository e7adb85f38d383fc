package dev.vectide.local.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import dev.vectide.testing.TopicReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bad input to a running system, by every door: one clear error or a dead letter, and the stream goes on. What is wrong
 * before a start (settings, port, data directory) is tested in {@link UpIT}.
 */
class BadInputIT {
    private static final int DIMENSION = 384;

    @TempDir
    private static Path folder;

    private static VectideProcess vectide;
    private static VectideProcess.Ready ready;
    private static Client client;
    private static int probes;

    @BeforeAll
    static void start() throws Exception {
        vectide = VectideProcess.start(Map.of(), "up", "--port", "0", "--data", folder.resolve("data").toString());
        ready = vectide.awaitReady();
        client = new Client(ready.address());
        accepted("{\"id\": \"first\", \"text\": \"A lighthouse keeper writes a letter.\"}");
    }

    @AfterAll
    static void stop() throws Exception {
        vectide.close();
    }

    /** Every partition takes, encodes and finds something new after whatever happened. */
    @AfterEach
    void theStreamGoesOnAndNothingIsLost() throws Exception {
        ArrayNode events = Json.MAPPER.createArrayNode();
        for (int i = 0; i < 40; i++) {
            events.addObject().put("id", "probe-" + ++probes).put("text", "Probe number " + probes + " sails on.");
        }
        String position = accepted(events.toString());
        assertThat(position.split(",")).as("all partitions").hasSize(4);
        Client.Answer found = query("{\"query\": {\"text\": \"Probe number " + probes + " sails on.\"}, \"limit\": 1}", position);
        assertThat(found.json().at("/result/points/0/id").asText()).isEqualTo("probe-" + probes);
        assertThat(client.get("/collections/notes/points/first").status()).isEqualTo(200);
    }

    @Test
    void malformedJson() throws Exception {
        refused("{\"id\": \"x\", \"text\": ", "is not JSON");
        refused("", "empty");
    }

    @Test
    void aMissingField() throws Exception {
        refused("{\"text\": \"no id\"}", "id: missing");
        refused("{\"id\": \"x\"}", "text");
    }

    @Test
    void anOversizedField() throws Exception {
        refused("{\"id\": \"x\", \"text\": \"" + "long ".repeat(60_000) + "\"}", "300000 bytes");
        refused("{\"id\": \"" + "x".repeat(5000) + "\", \"text\": \"a\"}", "id:");
    }

    @Test
    void aRefusedStreamName() throws Exception {
        Client.Answer answer = client.post("/v1/streams/No%20Stream/events", "application/json", "{\"id\": 1, \"text\": \"x\"}");
        problem(answer, "stream name 'No Stream'");
    }

    @Test
    void aTextLongerThanTheModelTakesIsCutAndMarked() throws Exception {
        String position = accepted("{\"id\": \"long\", \"text\": \"" + "word ".repeat(2000) + "\"}");
        query("{\"query\": {\"text\": \"word\"}, \"limit\": 1}", position);
        JsonNode point = client.get("/collections/notes/points/long").json().path("result");
        assertThat(point.at("/payload/_truncated").asBoolean()).isTrue();
        assertThat(client.get("/collections/notes/points/first").json().at("/result/payload").has("_truncated")).isFalse();
    }

    @Test
    void anEmptyText() throws Exception {
        refused("{\"id\": \"x\", \"text\": \"  \"}", "text: empty");
    }

    @Test
    void invalidUtf8() throws Exception {
        Client.Answer answer = client.post(
                "/v1/streams/notes/events", "application/json", new byte[] {'{', '"', (byte) 0xC3, 0x28, '"', '}'});
        problem(answer, "is not UTF-8");
    }

    @Test
    void nanInAVector() throws Exception {
        refused("{\"id\": \"x\", \"vector\": [0.1, NaN]}", "is not JSON");
        refused("{\"id\": \"x\", \"vector\": [0.1, \"NaN\"]}", "vector");
        refused("{\"id\": \"x\", \"vector\": [0.1, 1e300]}", "vector");
    }

    @Test
    void aVectorOfTheWrongDimensionIsADeadLetter() throws Exception {
        accepted("{\"id\": \"short-vector\", \"vector\": [0.5, 0.5]}");
        assertThat(reason(deadLetter("notes/short-vector"))).contains("2", String.valueOf(DIMENSION));
        assertThat(client.get("/collections/notes/points/short-vector").status()).isEqualTo(404);
    }

    @Test
    void aVectorOfAnotherSpaceIsADeadLetter() throws Exception {
        ObjectNode event = Json.MAPPER.createObjectNode().put("id", "foreign").put("space", "some-other-model");
        ArrayNode vector = event.putArray("vector");
        for (int j = 0; j < DIMENSION; j++) {
            vector.add(j == 3 ? 1 : 0);
        }
        accepted(event.toString());
        assertThat(reason(deadLetter("notes/foreign"))).contains("some-other-model", "all-minilm-l6-v2");
    }

    @Test
    void poisonWrittenStraightToAMappedTopic() throws Exception {
        byte[] poison = {0, 1, 2, (byte) 0xFE};
        byte[] key = "poison-1".getBytes(UTF_8);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", ready.bootstrap()), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("vectide.inbox", key, poison)).get();
        }
        ConsumerRecord<byte[], byte[]> letter = deadLetter("poison-1");
        assertThat(letter.value()).isEqualTo(poison);
        assertThat(header(letter, "__streams.errors.topic")).isEqualTo("vectide.inbox");
        assertThat(reason(letter)).isNotBlank();
    }

    @Test
    void anEventFromTheFuture() throws Exception {
        refused("{\"id\": \"x\", \"text\": \"a\", \"time\": \"" + Instant.now().plusSeconds(3600) + "\"}", "in the future");
    }

    @Test
    void questionsThatAreWrong() throws Exception {
        assertThat(query("{\"query\": [0.1, 0.2]}", "").json().at("/status/error").asText()).contains("2", String.valueOf(DIMENSION));
        assertThat(query("{\"query\": {\"text\": \"x\"}, \"limit\": 0}", "").status()).isEqualTo(400);
        assertThat(query("{\"quary\": {\"text\": \"x\"}}", "").json().at("/status/error").asText()).contains("quary");
        Client.Answer unknown = client.post("/collections/nobody/points/query", "application/json", "{\"query\": {\"text\": \"x\"}}");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().at("/status/error").asText()).contains("nobody");
    }

    /** The position that was acknowledged. */
    private static String accepted(String body) throws IOException, InterruptedException {
        Client.Answer answer = client.post("/v1/streams/notes/events", "application/json", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().path("rejected")).isEmpty();
        return answer.json().path("position").asText();
    }

    private static void refused(String body, String reason) throws IOException, InterruptedException {
        problem(client.post("/v1/streams/notes/events", "application/json", body), reason);
    }

    private static void problem(Client.Answer answer, String reason) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.body()).contains(reason);
        assertThat(answer.json().path("detail").asText()).isNotBlank();
    }

    private static Client.Answer query(String body, String position) throws IOException, InterruptedException {
        return client.send(
                "POST", "/collections/notes/points/query?timeout=120", "application/json", body, "X-Min-Position", position);
    }

    private static ConsumerRecord<byte[], byte[]> deadLetter(String key) {
        return TopicReader.until(ready.bootstrap(), "vectide.dead-letters", records -> !of(key, records).isEmpty()).stream()
                .filter(record -> of(key, List.of(record)).size() == 1)
                .findFirst()
                .orElseThrow();
    }

    private static List<ConsumerRecord<byte[], byte[]>> of(String key, List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .filter(record -> record.key() != null && new String(record.key(), UTF_8).equals(key))
                .toList();
    }

    private static String reason(ConsumerRecord<byte[], byte[]> letter) {
        return header(letter, "__streams.errors.message");
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }
}
