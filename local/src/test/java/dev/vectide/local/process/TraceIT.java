package dev.vectide.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vectide.testing.TopicReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One event's trace through every role of the real process, at a collector of OpenTelemetry's protocol. */
class TraceIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PRODUCER = "00f067aa0ba902b7";
    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    private static final int DIMENSION = 384;
    private static final int REQUESTS = 7;
    private static final List<String> ROLES = List.of("ingest.accept", "encoder.encode", "indexer.apply", "monitor.score");

    @TempDir
    private Path folder;

    private final Random random = new Random(5);

    @Test
    void oneTraceLeadsFromTheProducersRequestThroughEveryRoleToTheAlert() throws Exception {
        try (Collector collector = Collector.start();
                VectideProcess vectide = start(Map.of(
                        "VECTIDE_TRACING_ENDPOINT", collector.endpoint(), "VECTIDE_TRACING_SAMPLE", "0"))) {
            VectideProcess.Ready ready = vectide.awaitReady();
            Client client = new Client(ready.address());
            // Ordinary vectors without a trace, then strange ones with one.
            for (int batch = 0; batch < 8; batch++) {
                post(client, batch * 100, 100, false, null);
            }
            for (int batch = 0; batch < REQUESTS; batch++) {
                post(client, 800 + batch * 60, 60, true, "00-" + TRACE + "-" + PRODUCER + "-01");
            }

            await().atMost(Duration.ofMinutes(10)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                List<String> names = collector.spans(TRACE).stream().map(Collector.Span::name).toList();
                assertThat(names).containsAll(ROLES).contains("monitor.alert");
                assertThat(names).filteredOn("encoder.encode"::equals).hasSize(60 * REQUESTS);
                assertThat(names).filteredOn("indexer.apply"::equals).hasSize(60 * REQUESTS);
            });

            List<Collector.Span> accepted = named(collector, "ingest.accept");
            assertThat(accepted).hasSizeGreaterThanOrEqualTo(REQUESTS).allSatisfy(span -> assertThat(span.parent()).isEqualTo(PRODUCER));
            List<String> requests = accepted.stream().map(Collector.Span::id).toList();
            List<Collector.Span> encoded = named(collector, "encoder.encode");
            assertThat(encoded).hasSize(60 * REQUESTS).allSatisfy(span -> {
                assertThat(span.parent()).isIn(requests);
                assertThat(span.links()).hasSize(1);
                assertThat(span.endNanos()).isGreaterThan(span.startNanos());
            });
            List<String> vectors = encoded.stream().map(Collector.Span::id).toList();
            assertThat(named(collector, "indexer.apply")).hasSize(60 * REQUESTS).allSatisfy(span ->
                    assertThat(span.parent()).isIn(vectors));
            assertThat(named(collector, "monitor.score")).isNotEmpty().allSatisfy(span ->
                    assertThat(span.parent()).isIn(vectors));
            assertThat(named(collector, "monitor.alert")).isNotEmpty().allSatisfy(span ->
                    assertThat(span.links()).isNotEmpty().contains(span.parent()));
            assertThat(collector.spans())
                    .filteredOn(span -> span.name().equals("encoder.slice"))
                    .isNotEmpty()
                    .allSatisfy(span -> assertThat(span.links()).isNotEmpty().isSubsetOf(requests));
            assertThat(collector.spans())
                    .filteredOn(span -> span.name().equals("ingest.accept"))
                    .as("a share of 0 of the requests without a trace")
                    .hasSameSizeAs(accepted);

            assertThat(traces(records(ready, "vectide.scores", 60))).hasSizeGreaterThanOrEqualTo(60);
            assertThat(traces(records(ready, "vectide.alerts", 1))).isNotEmpty();
            vectide.terminate();
            assertThat(vectide.awaitExit()).isZero();
        }
    }

    @Test
    void withoutACollectorTheHeaderIsPassedOnAsItCame() throws Exception {
        String trace = "00-" + TRACE + "-" + PRODUCER + "-01";
        try (VectideProcess vectide = start(Map.of())) {
            VectideProcess.Ready ready = vectide.awaitReady();
            Client client = new Client(ready.address());
            post(client, 0, 1, false, trace);

            ConsumerRecord<byte[], byte[]> vector = records(ready, vectorsTopic(client), 1).get(0);

            assertThat(header(vector)).isEqualTo(trace);
            vectide.terminate();
            assertThat(vectide.awaitExit()).isZero();
        }
    }

    private VectideProcess start(Map<String, String> environment) throws Exception {
        Path file = Files.writeString(folder.resolve("mine.yaml"), """
                monitor: {pane: 10s, min-pane: 60, reference: 400, calibration: 100, checkpoint-interval: 1s, lateness: 1s, run-length: 20}
                """);
        return VectideProcess.start(
                environment, "up", "--port", "0", "--config", file.toString(), "--data", folder.resolve("data").toString());
    }

    private void post(Client client, int from, int count, boolean strange, String trace) throws Exception {
        ArrayNode events = new ObjectMapper().createArrayNode();
        for (int i = 0; i < count; i++) {
            ArrayNode vector = events.addObject()
                    .put("id", "d" + (from + i))
                    .put("time", T0.plusMillis(100L * (from + i)).toString())
                    .putArray("vector");
            for (int d = 0; d < DIMENSION; d++) {
                vector.add(Math.round(100 * random.nextGaussian()) / 100.0 + (d == (strange ? 1 : 0) ? 20 : 0));
            }
        }
        // On an overloaded machine Kafka may be late; to send again is right then.
        await().atMost(Duration.ofMinutes(5)).until(() -> {
            Client.Answer answer = trace == null
                    ? client.post("/v1/streams/things/events", "application/json", events.toString())
                    : client.send(
                            "POST", "/v1/streams/things/events", "application/json", events.toString(), "traceparent", trace);
            assertThat(answer.status()).as(answer.body()).isIn(202, 503);
            return answer.status() == 202;
        });
    }

    private static List<Collector.Span> named(Collector collector, String name) {
        return collector.spans(TRACE).stream().filter(span -> span.name().equals(name)).toList();
    }

    private static String vectorsTopic(Client client) throws Exception {
        return "vectide.vectors." + client.get("/v1/models").json().at("/data/0/space").asText();
    }

    /** At least so many of the topic that name a trace. */
    private static List<ConsumerRecord<byte[], byte[]>> records(VectideProcess.Ready ready, String topic, int count) {
        return TopicReader.until(ready.bootstrap(), topic, found -> traces(found).size() >= count).stream()
                .filter(record -> header(record) != null)
                .toList();
    }

    /** Of {@link #TRACE}. */
    private static List<String> traces(List<ConsumerRecord<byte[], byte[]>> records) {
        List<String> traces = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String trace = header(record);
            if (trace != null && trace.contains(TRACE)) {
                traces.add(trace);
            }
        }
        return traces;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader("traceparent");
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
