package dev.vectide.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.report.Alert;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Pane;
import dev.vectide.core.report.Score;
import dev.vectide.core.wire.AlertEvent;
import dev.vectide.core.wire.Json;
import dev.vectide.testing.TestConfig;
import io.javalin.Javalin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is on the topics is told over HTTP, and what comes later is told as it comes. */
class ReportsIT {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final VectideConfig config = TestConfig.of(Map.of());
    private final HttpClient http = HttpClient.newHttpClient();
    @AutoClose
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            KafkaSettings.of(config.kafka()).with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer());
    private ReportsApp app;
    private Javalin server;

    @BeforeEach
    void start() {
        app = ReportsApp.start(config, () -> Map.of("events_per_second", 12.5), new SimpleMeterRegistry());
        server = serve(app);
    }

    private static Javalin serve(ReportsApp app) {
        await().atMost(Duration.ofMinutes(1)).until(() -> app.notReady().isEmpty());
        return Javalin.create(javalin -> {
                    javalin.startup.showJavalinBanner = false;
                    app.routes().register(javalin);
                })
                .start("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        server.stop();
        app.close();
    }

    @Test
    void whatIsWrittenIsToldByTheRoutesAndLive() throws Exception {
        List<String> heard = listen();
        await().atMost(Duration.ofMinutes(1)).until(() -> heard.contains("event: stats"));

        write(config.topics().scores(), Json.write(score("calm", false)));
        write(config.topics().scores(), "no score".getBytes(StandardCharsets.UTF_8));
        write(config.topics().scores(), Json.write(score("odd", true)));
        write(config.topics().health(), Json.write(report()));
        write(config.topics().alerts(), AlertEvent.encode(alert()));

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(heard).contains("event: score", "event: health", "event: alert"));
        assertThat(heard).anyMatch(line -> line.startsWith("data: ") && line.contains("\"events_per_second\":12.5"));
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(get("/v1/streams/s/scores").path("scores").findValuesAsText("id"))
                        .containsExactlyInAnyOrder("calm", "odd"));
        assertThat(get("/v1/streams/s/scores?anomalies=true").path("scores").findValuesAsText("id")).containsExactly("odd");
        assertThat(get("/v1/streams/s/health").path("reports").get(0).path("figures").path("evidence").asDouble()).isEqualTo(7);
        assertThat(Json.MAPPER.treeToValue(get("/v1/alerts").path("alerts").get(0), Alert.class)).isEqualTo(alert());
    }

    @Test
    void whatWasWrittenBeforeTheStartIsKnown() throws Exception {
        write(config.topics().alerts(), AlertEvent.encode(alert()));
        producer.flush();
        stop();

        start();

        assertThat(get("/v1/alerts").path("alerts")).hasSize(1);
    }

    @Test
    void aWrongQuestionIsNamed() throws Exception {
        for (String path : List.of("/v1/streams/S!/health", "/v1/streams/s/health?history=0", "/v1/streams/s/scores?limit=many",
                "/v1/streams/s/scores?anomalies=perhaps")) {
            HttpResponse<String> answer = send(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(Json.MAPPER.readTree(answer.body()).path("detail").asText()).contains("expected");
        }
    }

    @Test
    void whatPeopleSettleIsShownToldLiveAndThereAfterARestart() throws Exception {
        List<String> heard = listen();
        await().atMost(Duration.ofMinutes(1)).until(() -> heard.contains("event: stats"));
        write(config.topics().alerts(), AlertEvent.encode(alert()));
        await().atMost(Duration.ofMinutes(1)).until(() -> !get("/v1/alerts").path("alerts").isEmpty());
        assertThat(get("/v1/alerts").at("/alerts/0").has("silenced")).isFalse();

        JsonNode silence = settle("silences", "{\"stream\":\"s\",\"by\":\"eve\",\"why\":\"maintenance\",\"for\":\"2h\"}", 201);
        settle("acknowledgements", "{\"alert\":\"s/drift/0\",\"by\":\"bob\",\"why\":\"on it\"}", 201);

        JsonNode shown = get("/v1/alerts").at("/alerts/0");
        assertThat(shown.at("/acknowledged/by").asText()).isEqualTo("bob");
        assertThat(shown.at("/silenced/0/why").asText()).isEqualTo("maintenance");
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(heard)
                .anyMatch(line -> line.startsWith("data: ") && line.contains("\"acknowledged\":{\"alert\":\"s/drift/0\"")));
        stop();
        start();
        assertThat(get("/v1/alerts").at("/alerts/0/silenced/0/by").asText()).isEqualTo("eve");
        assertThat(get("/v1/alerts/silences").at("/silences/0")).isEqualTo(silence);

        assertThat(send("DELETE", "/v1/alerts/silences/" + silence.path("id").asText(), "").statusCode()).isEqualTo(204);
        assertThat(send("DELETE", "/v1/alerts/acknowledgements?alert=s/drift/0", "").statusCode()).isEqualTo(204);
        assertThat(get("/v1/alerts").at("/alerts/0").has("acknowledged")).isFalse();
        assertThat(get("/v1/alerts/silences").path("silences")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "silences         | {\"by\":\"e\",\"why\":\"w\",\"for\":\"1h\"} | 400 | one of stream, space, detector and",
                "silences         | {\"stream\":\"s\",\"by\":\"e\",\"why\":\"w\"} | 400 | for: expected a duration",
                "silences         | {\"stream\":\"s\",\"by\":\"e\",\"why\":\"w\",\"for\":\"long\"} | 400 | for: 'long',",
                "silences         | {\"stream\":\"s\",\"by\":\"e\",\"for\":\"1h\"} | 400 | why: expected a text",
                "silences         | {\"stream\":\"s\",\"by\":\"e\",\"why\":\"w\",\"until\":\"2020-01-01T00:00:00Z\"} "
                        + "| 400 | a time to come",
                "silences         | {\"streams\":\"s\"} | 400 | unknown field 'streams'",
                "silences         | [] | 400 | JSON object",
                "silences         | {\"severity\":\"bad\",\"by\":\"e\",\"why\":\"w\",\"for\":\"1h\"} | 400 | severity: 'bad'",
                "acknowledgements | {\"alert\":\"none\",\"by\":\"e\",\"why\":\"w\"} | 404 | no alert is known by 'none'"
            })
    void whatCannotBeSettledIsNamed(String what, String body, int status, String said) throws Exception {
        assertThat(settle(what, body, status).path("detail").asText()).contains(said);
    }

    private JsonNode settle(String what, String body, int status) throws Exception {
        HttpResponse<String> answer = send("POST", "/v1/alerts/" + what, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return Json.MAPPER.readTree(answer.body());
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = request(path).method(method, HttpRequest.BodyPublishers.ofString(body)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private List<String> listen() {
        List<String> lines = new CopyOnWriteArrayList<>();
        http.sendAsync(
                        request("/v1/live").header("Accept", "text/event-stream").build(),
                        HttpResponse.BodyHandlers.ofInputStream())
                .thenAccept(answer -> {
                    try (BufferedReader in =
                            new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                        in.lines().forEach(lines::add);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        return lines;
    }

    private void write(String topic, byte[] value) {
        producer.send(new ProducerRecord<>(topic, "s/x".getBytes(StandardCharsets.UTF_8), value));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> send(String path) throws Exception {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode get(String path) throws Exception {
        HttpResponse<String> answer = send(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.MAPPER.readTree(answer.body());
    }

    private static Score score(String id, boolean anomaly) {
        return new Score(1, "s", id, T0, "space-0", Score.SCORED, 0.5, 0.01, anomaly, List.of(), "0:1", null);
    }

    private static HealthReport report() {
        return new HealthReport(1, "s", "space-0", "drift", new Pane(T0, T0.plusSeconds(60), 500, 0), HealthReport.OK,
                Map.of("evidence", 7.0), List.of(), List.of());
    }

    private static Alert alert() {
        return new Alert(1, "s/drift/0", "s", "space-0", "drift", Alert.State.FIRING, Alert.Severity.WARNING, T0, T0, null,
                "moved", new Pane(T0, T0.plusSeconds(60), 500, 0), Map.of("evidence", 2e4), 10080.0, List.of(), List.of(3));
    }
}
