package dev.vectide.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.deploy.ComposeSystem.Port;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * docker-compose.yml as it is, with the files over it that the variable VECTIDE_COMPOSE names (separated by commas, relative to the
 * project; {@code none} for none). It starts once; what the tests do to it, they do in their order.
 */
@EnabledIfEnvironmentVariable(
        named = "VECTIDE_COMPOSE",
        matches = ".+",
        disabledReason = "VECTIDE_COMPOSE names no files to run docker-compose.yml with")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComposeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String STREAM = "tickets";
    private static final String NDJSON = "application/x-ndjson";
    /** Enough for a pane of every detector to close, and another to begin. */
    private static final int EVENTS = 1300;

    private static ComposeSystem system;

    @BeforeAll
    static void start() throws IOException {
        String given = System.getenv("VECTIDE_COMPOSE");
        List<File> more = given.equals("none")
                ? List.of()
                : Stream.of(given.split(",", -1)).map(file -> Manifests.ROOT.resolve(file).toFile()).toList();
        system = new ComposeSystem(more);
        system.start();
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
    }

    @Test
    @Order(1)
    void everythingIsUp() {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            for (Port role : List.of(Port.INGEST, Port.ENCODER, Port.INDEXER_1, Port.INDEXER_2, Port.MONITOR)) {
                assertThat(system.text(role, "/readyz")).isEqualTo("ready");
            }
            assertThat(system.text(Port.ALERTMANAGER, "/-/ready")).startsWith("OK");
        });
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            List<JsonNode> targets = all(system.get(Port.PROMETHEUS, "/api/v1/targets?state=active").at("/data/activeTargets"));
            assertThat(targets).allSatisfy(target -> assertThat(target.path("health").asText())
                    .as("%s", target)
                    .isEqualTo("up"));
            // Ingester, two encoders, two indexers, monitor, JobManager, two TaskManagers, Prometheus itself.
            assertThat(targets).hasSize(10);
        });
    }

    @Test
    @Order(2)
    void flinkRunsOneJobAMonitor() {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(runningJobs()).hasSize(3));
    }

    @Test
    @Order(3)
    void anEventIsFoundByItsMeaning() throws Exception {
        post(List.of(
                event("t-1", "The printer on floor 3 is out of toner.", Instant.now()),
                event("t-2", "Cannot log in since this morning.", Instant.now())));

        awaitFound("locked out of my account", "t-2");
    }

    @Test
    @Order(4)
    void theMonitorsReportOnTheStream() throws Exception {
        // A stream of its own, whose clock begins with it.
        Instant begin = Instant.now().minus(30, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MINUTES);
        for (int from = 0; from < EVENTS; from += 100) {
            system.post(Port.INGEST, "/v1/streams/shop/events", NDJSON, IntStream.range(from, Math.min(EVENTS, from + 100))
                    .mapToObj(i -> event("s-" + i, "Order " + i + " of " + i % 7 + " boxes was sent to town " + i % 91,
                            begin.plusMillis(i * 150L)))
                    .collect(Collectors.joining("\n")));
        }

        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            JsonNode health = system.get(Port.MONITOR, "/v1/streams/shop/health");
            assertThat(health.toString()).contains("collapse");
        });
    }

    @Test
    @Order(5)
    void prometheusHasTheFiguresOfTheClustersJobs() {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            for (String series : List.of(
                    "lag_records:sum", "restarts:max", "failed_checkpoints:max", "checkpoint_milliseconds:max",
                    "damaged_records:rate5m", "skipped_records:rate5m")) {
                JsonNode answer = system.get(Port.PROMETHEUS, "/api/v1/query?query=vectide:monitor_" + series);
                assertThat(all(answer.at("/data/result")).stream().map(one -> one.at("/metric/reason").asText()))
                        .as(series)
                        .containsExactlyInAnyOrder("collapse", "drift", "novelty");
            }
        });
    }

    @Test
    @Order(6)
    void whenAnEncoderIsKilledTheOtherTakesOver() throws Exception {
        awaitFound("locked out of my account", "t-2");

        system.kill("encoder-1");
        // Of every partition, so of those that it had.
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lines.add(event("k-" + i, "A parcel with " + i + " garden gnomes was delivered to the wrong house.", Instant.now()));
        }
        post(lines);

        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            JsonNode answer = system.post(Port.INDEXER_2, "/collections/" + STREAM + "/points/count", "application/json", "{}");
            assertThat(answer.at("/result/count").asInt()).isEqualTo(22);
        });
        awaitFound("garden gnomes went to a neighbour", "k-");
    }

    @Test
    @Order(7)
    void theMonitorStartedAgainFindsItsJobs() throws Exception {
        Set<String> before = runningJobs();

        system.restart("monitor");

        await().atMost(PATIENCE).ignoreExceptions()
                .untilAsserted(() -> assertThat(system.text(Port.MONITOR, "/readyz")).isEqualTo("ready"));
        assertThat(runningJobs()).isEqualTo(before);
    }

    private static Set<String> runningJobs() throws IOException, InterruptedException {
        return all(system.get(Port.FLINK, "/jobs/overview").path("jobs")).stream()
                .filter(job -> job.path("state").asText().equals("RUNNING"))
                .map(job -> job.path("jid").asText() + " " + job.path("name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void awaitFound(String question, String id) {
        String body = "{\"query\": {\"text\": \"" + question + "\"}, \"limit\": 1}";
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            JsonNode answer = system.post(
                    Port.INDEXER_1, "/collections/" + STREAM + "/points/query", "application/json", body);
            assertThat(answer.at("/result/points/0/id").asText()).startsWith(id);
        });
    }

    private static void post(List<String> events) throws IOException, InterruptedException {
        JsonNode answer =
                system.post(Port.INGEST, "/v1/streams/" + STREAM + "/events", NDJSON, String.join("\n", events));
        assertThat(answer.path("accepted").asInt()).isEqualTo(events.size());
    }

    private static String event(String id, String text, Instant time) {
        return "{\"id\": \"" + id + "\", \"text\": \"" + text + "\", \"time\": \"" + time + "\"}";
    }

    private static List<JsonNode> all(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).toList();
    }
}
