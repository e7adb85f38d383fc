package dev.vectide.monitor.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.wire.Json;
import dev.vectide.monitor.MonitorApp;
import dev.vectide.monitor.ReportsApp;
import dev.vectide.monitor.Traffic;
import dev.vectide.monitor.VectorInput;
import dev.vectide.testing.TestConfig;
import dev.vectide.testing.TopicReader;
import io.javalin.Javalin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** References over the jobs, the topics and HTTP: ordered, kept, found again after the jobs' state is lost, carried about. */
class ReferenceIT {
    private static final int PANE = 500;
    private static final int PANES = 20;
    private static final int MONITORS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private VectideConfig config;
    private Javalin server;

    @Test
    void aReferenceIsReplacedByAnOrderAndSurvivesTheLossOfState() throws Exception {
        Map<String, String> settings = new HashMap<>(Story.SETTINGS);
        settings.put("VECTIDE_MONITOR_ARTEFACTS", directory.resolve("references").toString());
        config = TestConfig.of(settings);
        int partitions = config.kafka().partitions();
        Traffic traffic = new Traffic(5, TestSpace.DIMENSION, 6, partitions, 0.5);
        traffic.stepMs = 10_000 / PANE;
        traffic.events(5 * PANE, 0, 4).clocks();
        Map<String, String> old;
        Map<String, String> used;
        byte[] file;
        try (MonitorApp app = start("one");
                VectorsTopic topic = new VectorsTopic(config);
                ReportsApp reports = serve()) {
            topic.write(traffic.inputs());
            awaitPanes(4); // The fifth is over only with the next event; where an order can begin moves no more.
            Instant fourth = Instant.ofEpochMilli(traffic.now()).minusSeconds(10);
            await().atMost(PATIENCE).until(() -> newestPaneEnds().equals(List.of(fourth, fourth)));
            old = references("tickets");
            assertThat(old).hasSize(2);
            JsonNode order = post("/v1/references/orders", """
                    {"stream": "tickets", "by": "ann", "reason": "a new season"}""", 201);
            Instant from = Instant.parse(order.path("from").asText());
            assertThat(from.toEpochMilli() % 10_000).isZero();
            assertThat(from).isAfter(Instant.ofEpochMilli(traffic.now()));
            assertThat(post("/v1/references/orders", """
                    {"stream": "tickets", "by": "ann", "reason": "late", "from": "2023-01-01T00:00:00Z"}""", 409)
                            .path("detail")
                            .asText())
                    .startsWith("from: 2023-01-01T00:00:00Z, expected " + from + " or later");

            // Pane by pane, as the jobs have to know of the order before they come to where it holds.
            for (int pane = 6; pane <= PANES; pane++) {
                int written = traffic.inputs().size();
                traffic.events(PANE, 2, 6).clocks();
                topic.write(traffic.inputs().subList(written, traffic.inputs().size()));
                awaitPanes(pane - 1);
            }
            int written = traffic.inputs().size();
            topic.write(traffic.pass(60_000).inputs().subList(written, traffic.inputs().size()));
            awaitPanes(PANES);
            used = await().atMost(PATIENCE)
                    .until(
                            () -> references("tickets"),
                            now -> now.size() == 2 && now.values().stream().noneMatch(old::containsValue));
            JsonNode all = await().atMost(PATIENCE)
                    .until(() -> get("/v1/references?stream=tickets"), now -> now.path("orders").size() == 5);
            assertThat(all.path("references")).allSatisfy(
                    one -> assertThat(one.at("/reference/order").asText()).isEqualTo(order.path("id").asText()));
            assertThat(all.path("orders").findValuesAsText("by")).containsExactly("ann");
            file = bytes("/v1/references/artefacts?stream=tickets");
            assertThat(app.notReady()).isEmpty();
            assertThat(reports.notReady()).isEmpty();
        }
        List<String> said = reports();
        assertThat(said).hasSize(MONITORS * PANES);

        // Everything of Flink's is gone: the topic is read from its start.
        try (MonitorApp app = start("two");
                ReportsApp reports = serve()) {
            TopicReader.until(config.kafka().bootstrap(), config.topics().health(), all -> all.size() >= 2 * said.size());
            assertThat(new TreeSet<>(reports())).isEqualTo(new TreeSet<>(said));
            assertThat(reports()).hasSize(2 * said.size());
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(references("tickets")).isEqualTo(used);
                assertThat(get("/v1/references?stream=tickets").path("orders")).hasSize(5);
            });

            // A stream that has not begun gets the references of this one.
            byte[] broken = file.clone();
            broken[broken.length / 2] ^= 1;
            assertThat(bring("other", broken, 400).path("detail").asText())
                    .isEqualTo("the file of references cannot be used: the checksum does not match: changed or cut short");
            assertThat(bring("other", file, 201).path("orders")).hasSize(2);
            try (VectorsTopic topic = new VectorsTopic(config)) {
                Traffic other = new Traffic(6, TestSpace.DIMENSION, 6, partitions, 0.5);
                other.stream = "other";
                other.stepMs = 10_000 / PANE;
                topic.write(moved(other.events(3 * PANE, 2, 6).pass(60_000).inputs(), traffic.inputs()));
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(references("other")).isEqualTo(used));
            }
            assertThat(app.notReady()).isEmpty();
            assertThat(reports.notReady()).isEmpty();
        }
        try (Stream<Path> files = Files.list(directory.resolve("references"))) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(old.values().stream(), used.values().stream())
                            .map(id -> id + ".vtxref")
                            .toList());
        }
    }

    /** Returns once every monitor has told of so many panes. */
    private void awaitPanes(int panes) {
        TopicReader.until(config.kafka().bootstrap(), config.topics().health(), all -> all.size() >= MONITORS * panes);
    }

    /** Of the two monitors that keep references, as the routes know them. */
    private List<Instant> newestPaneEnds() throws Exception {
        List<Instant> ends = new ArrayList<>();
        for (JsonNode report : get("/v1/streams/tickets/health").path("reports")) {
            if (!report.path("monitor").asText().equals("novelty")) {
                ends.add(Instant.parse(report.at("/pane/end").asText()));
            }
        }
        return ends;
    }

    /** Behind what is there. */
    private static List<Object> moved(List<Object> inputs, List<Object> there) {
        long offset = there.size();
        return inputs.stream()
                .map(input -> input instanceof VectorInput v
                        ? new VectorInput(v.stream(), v.document(), v.partition(), v.offset() + offset, v.timeMs(),
                                v.vector(), v.text(), v.live())
                        : input)
                .toList();
    }

    /** Reports of the monitors that keep references. */
    private List<String> reports() {
        return TopicReader.all(config.kafka().bootstrap(), config.topics().health()).stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private Map<String, String> references(String stream) throws Exception {
        Map<String, String> found = new HashMap<>();
        for (JsonNode one : get("/v1/references?stream=" + stream).path("references")) {
            if (one.path("reference").hasNonNull("id") && !one.path("status").asText().equals(HealthReport.WARMING)) {
                found.put(one.path("monitor").asText(), one.at("/reference/id").asText());
            }
        }
        return found;
    }

    private MonitorApp start(String run) {
        MonitorApp app = MonitorApp.start(config, TestSpace.SPACE, directory.resolve(run), new SimpleMeterRegistry());
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(app.notReady()).isEmpty());
        return app;
    }

    private ReportsApp serve() {
        if (server != null) {
            server.stop();
        }
        ReportsApp reports = ReportsApp.start(config, Map::of, new SimpleMeterRegistry());
        await().atMost(Duration.ofMinutes(1)).until(() -> reports.notReady().isEmpty());
        server = Javalin.create(javalin -> {
                    javalin.startup.showJavalinBanner = false;
                    reports.routes().register(javalin);
                })
                .start("127.0.0.1", 0);
        return reports;
    }

    private JsonNode get(String path) throws Exception {
        return Json.MAPPER.readTree(bytes(path));
    }

    private byte[] bytes(String path) throws Exception {
        HttpResponse<byte[]> answer =
                http.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private JsonNode post(String path, String body, int status) throws Exception {
        return answered(request(path).POST(HttpRequest.BodyPublishers.ofString(body)), status);
    }

    private JsonNode bring(String stream, byte[] file, int status) throws Exception {
        String path = "/v1/references/artefacts?stream=" + stream + "&by=bob&reason=golden";
        return answered(request(path).POST(HttpRequest.BodyPublishers.ofByteArray(file)), status);
    }

    private JsonNode answered(HttpRequest.Builder request, int status) throws Exception {
        HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(status);
        return Json.MAPPER.readTree(answer.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }
}
