package dev.vectide.local.browser;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.topic.Topics;
import dev.vectide.core.wire.Json;
import dev.vectide.local.LocalSystem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The system under the page, and a producer's way into it. */
final class RunningSystem implements AutoCloseable {
    private final Path data = Files.createTempDirectory("vectide-page");
    private final LocalSystem system =
            LocalSystem.start(ConfigReader.read(null, Map.of("VECTIDE_HTTP_PORT", "0")), data);
    private final HttpClient http = HttpClient.newHttpClient();
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            KafkaSettings.of(system.config().kafka()).with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer());

    private RunningSystem() throws IOException {}

    /** Ready, so that nothing the page asks for is refused: the console is to stay quiet. */
    static RunningSystem start() throws IOException {
        RunningSystem running = new RunningSystem();
        await().atMost(Duration.ofMinutes(2)).until(() -> running.system.notReady().isEmpty());
        return running;
    }

    URI base() {
        return system.address();
    }

    URI page(String stream) {
        return base().resolve("/?stream=" + stream);
    }

    Topics topics() {
        return system.config().topics();
    }

    /** Returns once every text is acknowledged. */
    void post(String stream, List<String> texts) {
        ArrayNode events = Json.MAPPER.createArrayNode();
        for (String text : texts) {
            events.addObject().put("id", "t" + events.size()).put("text", text).putObject("attributes").put("topic", "test");
        }
        post("/v1/streams/" + stream + "/events", events.toString(), 202);
    }

    /** What somebody settles about alerts. */
    void settle(String what, Map<String, String> body) {
        post("/v1/alerts/" + what, Json.MAPPER.valueToTree(body).toString(), 201);
    }

    private void post(String path, String body, int expected) {
        HttpRequest request = HttpRequest.newBuilder(base().resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != expected) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What a monitor would write. */
    void write(String topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
        producer.flush();
    }

    @Override
    public void close() throws IOException {
        producer.close();
        system.close();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
