package dev.vectide.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A golden set against the whole system: documents that go are told of, and that they are there again as well. */
class GoldenIT {
    private static final List<String> TEXTS =
            List.of("A kitten plays with wool.", "Shares fell on Monday.", "The soup needs salt.", "The train is late.");
    private static final List<String> QUERIES = List.of("a young cat", "stock market", "cooking", "railway delay");

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    private HttpResponse<String> send(URI uri, String method, String body) {
        HttpRequest.BodyPublisher publisher =
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        HttpRequest request =
                HttpRequest.newBuilder(uri).header("Content-Type", "application/json").method(method, publisher).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void post(URI base) {
        ArrayNode events = Json.MAPPER.createArrayNode();
        for (int i = 0; i < TEXTS.size(); i++) {
            events.addObject().put("id", "t" + i).put("text", TEXTS.get(i));
        }
        assertThat(send(base.resolve("v1/streams/pets/events"), "POST", events.toString()).statusCode()).isEqualTo(202);
    }

    private String metric(URI base, String name) {
        return send(base.resolve("metrics"), "GET", "").body().lines()
                .filter(line -> line.startsWith(name + "{"))
                .findFirst()
                .orElse("");
    }

    private List<String> states(URI base) {
        try {
            JsonNode alerts = Json.MAPPER.readTree(send(base.resolve("v1/alerts"), "GET", "").body());
            return alerts.findParents("detector").stream()
                    .filter(alert -> alert.path("detector").asText().equals("golden"))
                    .map(alert -> alert.path("state").asText())
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aStoreThatFindsLessThanItDidIsToldOfUntilItFindsItAgain() throws IOException {
        StringBuilder rows = new StringBuilder("query\tdocument\n");
        for (int i = 0; i < QUERIES.size(); i++) {
            rows.append(QUERIES.get(i)).append("\tt").append(i).append('\n');
        }
        Path set = Files.writeString(folder.resolve("golden.tsv"), rows);
        Path file = Files.writeString(folder.resolve("vectide.yaml"), "http: {port: 0}\nstreams:\n  golden-interval: 5s\n"
                + "  golden: [{stream: pets, file: \"" + set + "\"}]\n");
        Path data = folder.resolve("data");

        Map<String, String> environment = Map.of("VECTIDE_ENCODER_CANARY_INTERVAL", "0s");
        try (LocalSystem system = LocalSystem.start(ConfigReader.read(file, environment), data)) {
            await().atMost(Duration.ofMinutes(2)).until(() -> system.notReady().isEmpty());
            URI base = system.address();
            post(base);
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> metric(base, "vectide_evaluate_golden_baseline").endsWith(" 1.0"));
            assertThat(metric(base, "vectide_evaluate_golden_score")).contains("stream=\"pets\"").endsWith(" 1.0");
            assertThat(data.resolve("golden/pets.json")).content().contains("\"scores\":[1.0,1.0,1.0,1.0]");
            assertThat(states(base)).isEmpty();

            for (int i = 0; i < TEXTS.size(); i++) {
                send(base.resolve("v1/streams/pets/events/t" + i), "DELETE", "");
            }
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(states(base)).containsExactly("firing"));

            post(base);
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(states(base)).containsExactly("resolved"));
        }
    }
}
