package dev.vectide.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics that docs/metrics.md lists, at {@code /metrics} of the real process. */
class MetricsIT {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(vectide_[a-z_<>]+)` \\| ([a-z]+)");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(vectide_[a-z_]+)(?:\\{(.*)})? (\\S+)$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    /** Only where something went wrong, or with a golden set; other tests bring that about. */
    private static final Set<String> ELSEWHERE = Set.of(
            "vectide_http_denied_total",
            "vectide_http_over_quota_total",
            "vectide_notifier_delivered_messages_total",
            "vectide_notifier_failed_tries_total",
            "vectide_notifier_dead_letters_total",
            "vectide_indexer_near_duplicates_total",
            "vectide_evaluate_golden_score",
            "vectide_evaluate_golden_baseline");
    private static final int DIMENSION = 384;
    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void everyMetricOfThePageIsToldByTheProcess() throws Exception {
        Set<String> expected = expected();
        Path file = Files.writeString(folder.resolve("mine.yaml"), """
                indexer: {recall-sample: 1}
                monitor: {pane: 10s, min-pane: 120, reference: 3840, calibration: 100, checkpoint-interval: 1s, lateness: 1s, silence: 1s}
                """);
        try (VectideProcess vectide = VectideProcess.start(
                Map.of(), "up", "--port", "0", "--config", file.toString(), "--data", folder.resolve("data").toString())) {
            Client client = new Client(vectide.awaitReady().address());
            assertThat(client.post("/v1/streams/pets/events", "application/json", "{\"id\": 1}").status()).isEqualTo(400);
            String half = "[{\"id\": 7}, {\"id\": \"x\", \"text\": \"y\", \"time\": \"" + T0 + "\"}]";
            assertThat(client.post("/v1/streams/pets/events", "application/json", half).status())
                    .isEqualTo(202);
            feed(client);
            String search = "{\"query\":{\"text\":\"a young cat\"},\"limit\":5}";

            await().atMost(Duration.ofMinutes(10)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                // Recall is that of queries, once there are documents.
                assertThat(client.post("/collections/pets/points/query", "application/json", search).status()).isEqualTo(200);
                String now = client.get("/metrics").body();
                assertThat(names(now)).containsAll(expected);
                assertThat(now)
                        .contains("vectide_encoder_lag_records{partition=\"0\",space=\"all-minilm-l6-v2\"} 0")
                        .contains("vectide_indexer_lag_records{partition=\"3\",space=\"all-minilm-l6-v2\"} 0");
            });

            String metrics = client.get("/metrics").body();
            assertThat(labels(metrics)).isSubsetOf("stream", "space", "partition", "reason", "le", "quantile");
            assertThat(value(metrics, "vectide_process_ready")).isEqualTo(1);
            assertThat(value(metrics, "vectide_encoder_stopped")).isZero();
            assertThat(value(metrics, "vectide_encoder_computed_tokens_total"))
                    .isGreaterThan(value(metrics, "vectide_encoder_padding_tokens_total"))
                    .isGreaterThanOrEqualTo(value(metrics, "vectide_encoder_read_tokens_total"));
            assertThat(value(metrics, "vectide_indexer_disk_size_bytes"))
                    .isGreaterThan(value(metrics, "vectide_indexer_disk_free_bytes"));
            assertThat(metrics)
                    .contains("vectide_ingest_refused_requests_total{reason=\"400\"} 1")
                    .contains("vectide_ingest_refused_total{reason=\"http\"}")
                    .contains("vectide_indexer_shards{space=\"all-minilm-l6-v2\"} 4");
            vectide.terminate();
            assertThat(vectide.awaitExit()).isZero();
        }
    }

    /** Enough vectors for a reference and for panes that are judged by it, and a few texts for the model. */
    private static void feed(Client client) throws Exception {
        Random random = new Random(7);
        for (int batch = 0; batch < 75; batch++) {
            ArrayNode events = new ObjectMapper().createArrayNode();
            for (int i = 0; i < 100; i++) {
                int number = batch * 100 + i;
                ObjectNode event = events.addObject()
                        .put("id", "d" + number)
                        .put("time", T0.plusMillis(50L * number).toString());
                if (i == 0) {
                    event.put("text", "order " + number + " arrived");
                } else {
                    ArrayNode vector = event.putArray("vector");
                    random.doubles(DIMENSION, -1, 1).forEach(value -> vector.add(Math.round(100 * value) / 100.0));
                }
            }
            // On an overloaded machine Kafka may be late; to send again is right then.
            await().atMost(Duration.ofMinutes(5)).until(() -> {
                Client.Answer answer = client.post("/v1/streams/pets/events", "application/json", events.toString());
                assertThat(answer.status()).as(answer.body()).isIn(202, 503);
                return answer.status() == 202;
            });
        }
    }

    private static Set<String> expected() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("vectide.root", ".."), "docs", "metrics.md"));
        return ROW.matcher(page)
                .results()
                .flatMap(row -> Stream.of("collapse", "drift", "novelty")
                        .filter(job -> row.group(1).contains("<job>") || job.equals("novelty"))
                        .filter(job -> !row.group(1).contains("shared") || job.equals("novelty"))
                        .map(job -> row.group(1).replace("<job>", job) + (isTimed(row.group(2)) ? "_count" : "")))
                .filter(name -> !ELSEWHERE.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isTimed(String type) {
        return type.equals("timer") || type.equals("summary");
    }

    private static Set<String> names(String metrics) {
        return SAMPLE.matcher(metrics).results().map(sample -> sample.group(1)).collect(Collectors.toSet());
    }

    private static List<String> labels(String metrics) {
        return SAMPLE.matcher(metrics)
                .results()
                .filter(sample -> sample.group(2) != null)
                .flatMap(sample -> LABEL.matcher(sample.group(2)).results())
                .map(label -> label.group(1))
                .distinct()
                .toList();
    }

    private static double value(String metrics, String name) {
        return SAMPLE.matcher(metrics)
                .results()
                .filter(sample -> sample.group(1).equals(name))
                .mapToDouble(sample -> Double.parseDouble(sample.group(3)))
                .findFirst()
                .orElseThrow();
    }
}
