package dev.vectide.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.report.Score;
import dev.vectide.core.wire.Json;
import dev.vectide.testing.TopicReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A producer that sends again whatever was not acknowledged, and now and then what was, while the whole system is killed
 * with -9 under it: what it was told is accepted is in the store exactly once and scored exactly once.
 */
class KillIT {
    private static final int EVENTS = 5_000;
    private static final int BATCH = 50;
    /** Batches during which the process is killed. */
    private static final List<Integer> KILLS = List.of(23, 61, 80);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String[] WORDS =
            "river stone winter market signal harbour copper garden engine letter shadow window paper mountain".split(" ");

    @TempDir
    private Path folder;

    private final Random random = new Random(20);
    private VectideProcess vectide;
    private VectideProcess.Ready ready;
    private Client client;
    private String position = "";

    @Test
    void whatIsAcknowledgedIsStoredOnceAndScoredOnce() throws Exception {
        Map<String, String> texts = new TreeMap<>();
        start();
        try {
            for (int batch = 0; batch < EVENTS / BATCH; batch++) {
                ArrayNode events = events(batch, texts);
                if (KILLS.contains(batch)) {
                    killWhileSending(events);
                }
                untilAcknowledged(events);
                if (batch % 9 == 4) {
                    untilAcknowledged(events);
                }
            }
            everyDocumentIsStoredOnce(texts);
            everyDocumentIsScoredOnce(texts);
            theAccountBalances();
        } finally {
            vectide.close();
        }
    }

    private void start() throws IOException {
        vectide = VectideProcess.start(
                Map.of(), "up", "--port", "0", "--data", folder.resolve("data").toString());
        ready = vectide.awaitReady();
        client = new Client(ready.address());
    }

    private ArrayNode events(int batch, Map<String, String> texts) {
        ArrayNode events = Json.MAPPER.createArrayNode();
        for (int i = batch * BATCH; i < (batch + 1) * BATCH; i++) {
            String text = WORDS[random.nextInt(WORDS.length)] + " " + WORDS[random.nextInt(WORDS.length)] + " number " + i;
            texts.put("doc-" + i, text);
            ObjectNode event = events.addObject();
            event.put("specversion", "1.0").put("id", "e" + i).put("source", "/kill-test").put("type", "note");
            event.put("subject", "doc-" + i).put("datacontenttype", "text/plain").put("data", text);
        }
        return events;
    }

    /** The answer, if there is one, comes too late for the producer. */
    private void killWhileSending(ArrayNode events) throws Exception {
        Thread sender = new Thread(() -> {
            try {
                send(events);
            } catch (IOException | InterruptedException e) {
                // The connection went with the process: whether the events were taken is unknown.
            }
        });
        sender.start();
        Thread.sleep(random.nextInt(40)); // Before, while or after Kafka takes them: all are allowed.
        vectide.close();
        sender.join();
        start();
    }

    private void untilAcknowledged(ArrayNode events) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            Client.Answer answer = send(events);
            if (answer.status() != 202) {
                return false;
            }
            assertThat(answer.json().path("accepted").asInt()).isEqualTo(BATCH);
            position = answer.json().path("position").asText();
            return true;
        });
    }

    private Client.Answer send(ArrayNode events) throws IOException, InterruptedException {
        return client.post("/v1/streams/notes/events", "application/cloudevents-batch+json", events.toString());
    }

    private void everyDocumentIsStoredOnce(Map<String, String> texts) throws Exception {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(count()).isGreaterThanOrEqualTo(EVENTS));
        Map<String, String> stored = new TreeMap<>();
        List<String> twice = new ArrayList<>();
        JsonNode offset = Json.MAPPER.nullNode();
        do {
            ObjectNode page = Json.MAPPER.createObjectNode().put("limit", 1000).put("with_payload", true);
            page.set("offset", offset);
            Client.Answer answer = client.send(
                    "POST", "/collections/notes/points/scroll?timeout=240", "application/json", page.toString(),
                    "X-Min-Position", position);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            for (JsonNode point : answer.json().at("/result/points")) {
                String id = point.path("id").asText();
                if (stored.put(id, point.at("/payload/text").asText()) != null) {
                    twice.add(id);
                }
            }
            offset = answer.json().at("/result/next_page_offset");
        } while (!offset.isNull() && !offset.isMissingNode());
        assertThat(twice).isEmpty();
        assertThat(stored).isEqualTo(texts);
    }

    private long count() throws IOException, InterruptedException {
        return client.post("/collections/notes/points/count", "application/json", "{}").json().at("/result/count").asLong();
    }

    private void theAccountBalances() {
        Audit audit = Audit.settled(ready.address(), folder.resolve("data"), "notes");
        assertThat(audit.findings()).isEmpty();
        assertThat(audit.exitCode()).isZero();
        assertThat(audit.sum("vector")).isEqualTo(EVENTS);
        assertThat(audit.sum("rows")).isEqualTo(EVENTS);
        assertThat(audit.sum("scores")).isEqualTo(EVENTS);
    }

    private void everyDocumentIsScoredOnce(Map<String, String> texts) {
        List<ConsumerRecord<byte[], byte[]>> scores = TopicReader.until(
                ready.bootstrap(), "vectide.scores", records -> records.size() >= EVENTS);
        Map<String, Integer> times = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> score : scores) {
            times.merge(Json.read(score.value(), Score.class).id(), 1, Integer::sum);
        }
        assertThat(times.entrySet().stream().filter(entry -> entry.getValue() > 1)).isEmpty();
        assertThat(new TreeSet<>(times.keySet())).isEqualTo(texts.keySet());
    }
}
