package dev.vectide.local.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.kafka.VectorsRecords;
import dev.vectide.core.report.Score;
import dev.vectide.core.wire.Json;
import dev.vectide.core.wire.VectorsCodec;
import dev.vectide.testing.TopicReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The account of a real system: it balances whatever a producer does, and names what was tampered with. */
class AuditIT {
    private static final int DOCUMENTS = 120;
    private static final int RETRIED = 30;
    private static final int UNCHANGED = 20;
    private static final int CHANGED = 15;
    private static final int DELETED = 10;
    private static final int REPLAYED = 8;
    private static final String EVENTS = "/v1/streams/notes/events";

    @TempDir
    private Path folder;

    @Test
    void aMixOfEventsBalancesAndEachTamperingIsNamed() throws Exception {
        Path data = folder.resolve("data");
        try (VectideProcess vectide = VectideProcess.start(Map.of(), "up", "--port", "0", "--data", data.toString())) {
            VectideProcess.Ready ready = vectide.awaitReady();
            sendAMix(new Client(ready.address()));
            nothingIsFoundWhileEventsFlow(ready, data);

            Audit balanced = Audit.settled(ready.address(), data, "notes");

            assertThat(balanced.findings()).isEmpty();
            assertThat(balanced.exitCode()).isZero();
            long repaired = DOCUMENTS - DELETED + REPLAYED;
            assertThat(balanced.sum("vector")).isEqualTo(DOCUMENTS + CHANGED + REPLAYED + repaired);
            assertThat(balanced.sum("retry")).isEqualTo(RETRIED);
            assertThat(balanced.sum("repeat")).isEqualTo(UNCHANGED);
            assertThat(balanced.sum("tombstone")).isEqualTo(DELETED);
            assertThat(balanced.sum("dead_letter")).isEqualTo(2);
            assertThat(balanced.sum("rows")).isEqualTo(repaired);
            assertThat(balanced.sum("scores")).as("backfill and repeats have none").isEqualTo(DOCUMENTS + CHANGED + REPLAYED);

            String withoutScore = deleteAScore(ready.bootstrap());
            Audit missing = Audit.settled(ready.address(), data, "notes");
            assertThat(missing.findings()).containsExactly("missing score " + withoutScore);
            assertThat(missing.exitCode()).isEqualTo(1);

            String twice = writeAVectorAgain(ready.bootstrap());
            Audit doubled = Audit.settled(ready.address(), data, "notes");
            assertThat(doubled.findings()).containsExactly("doubled vector " + twice, "missing score " + withoutScore);
            assertThat(doubled.exitCode()).isEqualTo(1);

            vectide.terminate();
            assertThat(vectide.awaitExit()).isZero();
            nobodyAnswers(ready, data);
        }
    }

    /** Of another stream than the one whose figures are known, in the same transactions. */
    private static void nothingIsFoundWhileEventsFlow(VectideProcess.Ready ready, Path data) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger sent = new AtomicInteger();
        CompletableFuture<Void> flow = CompletableFuture.runAsync(() -> {
            Client client = new Client(ready.address());
            while (!over.get()) {
                send(client, sent.getAndIncrement());
                pause();
            }
        });
        try {
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> sent.get() > 5);
            for (int i = 0; i < 3; i++) {
                int before = sent.get();
                Audit audit = Audit.of(ready.address(), data, "flow");
                assertThat(audit.findings()).isEmpty();
                assertThat(audit.exitCode()).isZero();
                assertThat(sent.get()).as("it flows").isGreaterThan(before);
            }
        } finally {
            over.set(true);
        }
        flow.get();
        Audit settled = Audit.settled(ready.address(), data, "flow");
        assertThat(settled.findings()).isEmpty();
        assertThat(settled.sum("vector")).isEqualTo(sent.get() * 10L);
    }

    /** No more events than two processors encode beside what else runs; more would be refused in the end, as they should. */
    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(Client client, int round) {
        try {
            int from = round % 20;
            post(client, "/v1/streams/flow/events", notes(from, from + 10, "round " + round, "").toString());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void nobodyAnswers(VectideProcess.Ready ready, Path data) throws Exception {
        try (VectideProcess audit = VectideProcess.start(
                Map.of(), "audit", "--stream", "notes", "--url", ready.address().toString(), "--data", data.toString())) {
            assertThat(audit.awaitExit()).isEqualTo(69);
            assertThat(audit.err()).singleElement().asString().contains("no Vectide answers at " + ready.address());
        }
    }

    private static void sendAMix(Client client) throws Exception {
        ArrayNode first = notes(0, DOCUMENTS, "first", "");
        post(client, EVENTS, first.toString());
        post(client, EVENTS, notes(0, RETRIED, "first", "").toString());
        post(client, EVENTS, notes(0, UNCHANGED, "first", "blue").toString());
        post(client, EVENTS, notes(20, 20 + CHANGED, "second", "").toString());
        for (int i = 50; i < 50 + DELETED; i++) {
            assertThat(client.send("DELETE", EVENTS + "/note-" + i, null, null).status()).isEqualTo(202);
        }
        post(client, EVENTS + "?origin=replay", notes(500, 500 + REPLAYED, "old", "").toString());
        post(client, EVENTS, "[{\"id\":\"poison-1\",\"vector\":[1,2,3]},"
                + "{\"id\":\"poison-2\",\"image\":\"data:image/png;base64,AAAA\"}]");
        String position = post(client, "/v1/streams/other/events", notes(0, 10, "other", "").toString());
        Client.Answer searchable = client.send(
                "POST", "/collections/other/points/count?timeout=120", "application/json", "{}", "X-Min-Position", position);
        assertThat(searchable.status()).as(searchable.body()).isEqualTo(200);
        Client.Answer repaired = client.post("/v1/streams/notes/reencode", "application/json", "{}");
        assertThat(repaired.status()).as(repaired.body()).isLessThan(300);
    }

    private static ArrayNode notes(int from, int to, String text, String colour) {
        ArrayNode notes = Json.MAPPER.createArrayNode();
        for (int i = from; i < to; i++) {
            var note = notes.addObject().put("id", "note-" + i).put("text", text + " note number " + i);
            if (!colour.isEmpty()) {
                note.putObject("attributes").put("colour", colour);
            }
        }
        return notes;
    }

    private static String post(Client client, String path, String events) throws Exception {
        Client.Answer answer = client.post(path, "application/json", events);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().path("rejected")).isEmpty();
        return answer.json().path("position").asText();
    }

    /** Position and document of the first score of a partition, which is no longer there. */
    private static String deleteAScore(String bootstrap) throws Exception {
        ConsumerRecord<byte[], byte[]> first = TopicReader.all(bootstrap, "vectide.scores").stream()
                .filter(record -> new String(record.key(), UTF_8).startsWith("notes/"))
                .min(Comparator.comparingLong(ConsumerRecord::offset))
                .orElseThrow();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            TopicPartition partition = new TopicPartition(first.topic(), first.partition());
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(first.offset() + 1))).all().get();
        }
        Score score = Json.read(first.value(), Score.class);
        return score.position() + " " + score.id();
    }

    /** Position and document of a vector whose record is there twice now. */
    private static String writeAVectorAgain(String bootstrap) throws Exception {
        String topic = vectorsTopic(bootstrap);
        List<ConsumerRecord<byte[], byte[]>> records = TopicReader.all(bootstrap, topic);
        ConsumerRecord<byte[], byte[]> last = records.stream()
                .filter(record -> !VectorsCodec.isProgress(record.key()) && record.value() != null)
                .filter(record -> new String(record.key(), UTF_8).equals("notes/note-500"))
                .max(Comparator.comparingLong(ConsumerRecord::offset))
                .orElseThrow();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, last.partition(), last.key(), last.value(), last.headers())).get();
        }
        Embedding embedding = (Embedding) VectorsRecords.decode(last);
        return embedding.source() + " " + embedding.key().document();
    }

    private static String vectorsTopic(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            return admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith("vectide.vectors."))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
