package dev.vectide.indexer.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.VectorsRecords;
import dev.vectide.core.position.Position;
import dev.vectide.core.space.Fingerprint;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.core.wire.Headers;
import dev.vectide.indexer.Documents;
import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.lexical.Words;
import dev.vectide.indexer.search.Hit;
import dev.vectide.indexer.search.LexicalQuery;
import dev.vectide.indexer.search.NearestQuery;
import dev.vectide.indexer.search.StoreUnavailableException;
import dev.vectide.indexer.search.VectorStore;
import dev.vectide.testing.TestConfig;
import dev.vectide.testing.TopicReader;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store on a real broker, real Streams and real RocksDB. */
class StoreIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final FloatVector EAST = axis(0);
    private static final FloatVector NORTH = axis(1);

    @TempDir
    private Path directory;

    private final VectideConfig config = TestConfig.of(Map.of("VECTIDE_KAFKA_PARTITIONS", "2"));
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private IndexerStreams indexer;
    private VectorsWriter encoder;

    @BeforeEach
    void start() {
        indexer = started();
        encoder = new VectorsWriter(config);
    }

    @AfterEach
    void stop() {
        encoder.close();
        indexer.close();
    }

    private IndexerStreams started() {
        IndexerStreams app = StoreMain.start(config, NoStreams.KNOWN, directory, registry);
        await().atMost(PATIENCE).until(() -> app.notReady().isEmpty());
        return app;
    }

    private VectorStore store() {
        return indexer.store();
    }

    private void reached(String position) throws InterruptedException {
        assertThat(store().await(Position.parse(position), PATIENCE)).as("reached " + position).isTrue();
    }

    private List<String> nearest(FloatVector query, int limit) {
        return store().nearest("s", new NearestQuery(query, Filter.ALL, limit, null, false, null)).stream()
                .map(hit -> hit.document().key().document())
                .toList();
    }

    @Test
    void whatIsWrittenIsFoundChangedAndForgotten() throws Exception {
        encoder.write(
                document("east", 0, 0, EAST), document("north", 1, 0, NORTH),
                VectorsWriter.progress(0, 1), VectorsWriter.progress(1, 1));
        reached("0:0,1:0");
        assertThat(nearest(EAST, 5)).containsExactly("east", "north");
        Hit hit = store().nearest("s", new NearestQuery(EAST, Filter.ALL, 1, 0.9f, false, null)).get(0);
        assertThat(hit.score()).isEqualTo(1f);
        assertThat(hit.document()).isEqualTo(document("east", 0, 0, EAST));
        assertThat(store().collections()).containsExactly(Map.entry("s", 2L));

        encoder.write(document("east", 0, 1, NORTH), VectorsWriter.tombstone("s", "north", 1, 1),
                VectorsWriter.progress(0, 2), VectorsWriter.progress(1, 2));
        reached("0:1,1:1");
        assertThat(nearest(NORTH, 5)).containsExactly("east");
        assertThat(store().find(new DocumentKey("s", "north"))).isEmpty();
        assertThat(store().find(new DocumentKey("s", "east"))).contains(document("east", 0, 1, NORTH));
        assertThat(store().position()).isEqualTo(Position.parse("0:1,1:1"));
    }

    @Test
    void aFilterReadsTheTextWhereItLies() throws Exception {
        encoder.write(document("east", 0, 0, EAST), document("north", 1, 0, NORTH),
                VectorsWriter.progress(0, 1), VectorsWriter.progress(1, 1));
        reached("0:0,1:0");
        Filter filter = subject -> "text of north".equals(subject.value("text"));
        assertThat(store().nearest("s", new NearestQuery(EAST, filter, 5, null, false, null)))
                .extracting(hit -> hit.document().key().document())
                .containsExactly("north");
        assertThat(store().count("s", filter)).isEqualTo(1);
    }

    /** As many documents as are wanted, however many windows the nearest has. */
    @Test
    void aLongDocumentIsOneHitAmongOthers() throws Exception {
        FloatVector[] windows = new FloatVector[500];
        java.util.Arrays.fill(windows, EAST);
        encoder.write(document("long", 0, 0, windows));
        for (int i = 1; i <= 100; i++) {
            encoder.write(document("d" + i, 0, i, NORTH));
        }
        encoder.write(document("north-east", 0, 101, FloatVector.of(northEast()).normalised()), VectorsWriter.progress(0, 102));
        reached("0:101");

        assertThat(nearest(EAST, 10)).hasSize(10).startsWith("long", "north-east");
    }

    private static float[] northEast() {
        float[] values = new float[Documents.DIMENSION];
        values[0] = 1;
        values[1] = 1;
        return values;
    }

    @Test
    void wordsAreFoundOverPartitionsThroughChangesAndARestart() throws Exception {
        encoder.write(document("east", 0, 0, EAST), document("north", 1, 0, NORTH),
                VectorsWriter.progress(0, 1), VectorsWriter.progress(1, 1));
        reached("0:0,1:0");
        assertThat(lexical("text of NORTH")).containsExactly("north", "east");

        encoder.write(document("west", 0, 1, EAST), VectorsWriter.tombstone("s", "north", 1, 1),
                VectorsWriter.progress(0, 2), VectorsWriter.progress(1, 2));
        reached("0:1,1:1");
        assertThat(lexical("west text")).containsExactly("west", "east");
        assertThat(lexical("north")).isEmpty();
        assertThat(store().lexical("nobody", new LexicalQuery(Words.of("text"), Filter.ALL, 5))).isEmpty();

        List<Hit> before = store().lexical("s", new LexicalQuery(Words.of("west text"), Filter.ALL, 5));
        indexer.close();
        indexer = started();
        reached("0:1,1:1");
        assertThat(store().lexical("s", new LexicalQuery(Words.of("west text"), Filter.ALL, 5))).isEqualTo(before);
    }

    private List<String> lexical(String text) {
        return store().lexical("s", new LexicalQuery(Words.of(text), Filter.ALL, 5)).stream()
                .map(hit -> hit.document().key().document())
                .toList();
    }

    @Test
    void whatWasAbortedIsNeverSeen() throws Exception {
        encoder.abort(document("ghost", 0, 0, EAST));
        encoder.write(document("real", 0, 0, NORTH), VectorsWriter.progress(0, 1));
        reached("0:0");
        assertThat(nearest(EAST, 5)).containsExactly("real");
    }

    @Test
    void whatExpiresIsGoneAtOnce() throws Exception {
        Instant soon = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.MILLIS);
        encoder.write(
                Documents.of("s", "brief", Map.of(), soon, Documents.SPACE.fingerprint(), new SourcePosition(0, 0), EAST),
                document("lasting", 0, 1, EAST),
                VectorsWriter.progress(0, 2));
        reached("0:1");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(nearest(EAST, 5)).containsExactly("lasting"));
        assertThat(Instant.now()).isAfterOrEqualTo(soon);
        assertThat(store().count("s", Filter.ALL)).isEqualTo(1);
        assertThat(store().scroll("s", Filter.ALL, null, 10)).hasSize(1);
        assertThat(store().find(new DocumentKey("s", "brief"))).isEmpty();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        registry.get("vectide.indexer.documents").gauge().value())
                .as("documents in memory")
                .isEqualTo(1));
    }

    @Test
    void whatDoesNotBelongHereIsADeadLetterAndTheRestGoesOn() throws Exception {
        Embedding foreign = Documents.of(
                "s", "foreign", Map.of(), null, Fingerprint.of(new byte[32]), new SourcePosition(0, 0), EAST);
        byte[] key = "s/broken".getBytes(UTF_8);
        encoder.write(foreign);
        encoder.raw(new ProducerRecord<>(encoder.topic, 0, key, "no embedding".getBytes(UTF_8)));
        encoder.write(document("good", 0, 2, EAST), VectorsWriter.progress(0, 3));
        reached("0:2");

        assertThat(nearest(EAST, 5)).containsExactly("good");
        List<ConsumerRecord<byte[], byte[]>> dead = TopicReader.until(
                config.kafka().bootstrap(), config.topics().deadLetters(), records -> records.size() >= 2);
        assertThat(dead).extracting(letter -> header(letter, "__streams.errors.message"))
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("s/foreign", "00000000", Documents.SPACE.qualifiedName()),
                        reason -> assertThat(reason).contains("not a vectors record"));
        assertThat(dead.get(1).key()).isEqualTo(key);
        assertThat(dead.get(1).value()).isEqualTo("no embedding".getBytes(UTF_8));
        assertThat(header(dead.get(1), "__streams.errors.topic")).isEqualTo(encoder.topic);
    }

    @Test
    void aNewerFormatStopsTheStoreAndSaysSo() throws Exception {
        ProducerRecord<byte[], byte[]> newer = VectorsRecords.of(encoder.topic, 0, document("next", 0, 0, EAST));
        newer.headers().remove(Headers.FORMAT).add(Headers.FORMAT, "2".getBytes(UTF_8));
        encoder.raw(newer);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(indexer.notReady().orElse(""))
                .contains("format 2", "upgrade"));
        // It says so before its partitions have closed; until then it answers with what it has.
        await().atMost(PATIENCE).untilAsserted(() -> assertThatThrownBy(() -> nearest(EAST, 1))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("format 2"));
        assertThat(TopicReader.all(config.kafka().bootstrap(), config.topics().deadLetters())).isEmpty();
    }

    @Test
    void aRestartGoesOnFromItsOwnRows() throws Exception {
        Random random = new Random(2);
        Map<String, Embedding> expected = new TreeMap<>();
        for (int i = 0; i < 50; i++) {
            Embedding document = document("d" + i, i % 2, i / 2, Documents.vector(random));
            expected.put(document.key().document(), document);
            encoder.write(document, VectorsWriter.progress(i % 2, i / 2 + 1));
        }
        reached("0:24,1:24");
        indexer.close();
        expected.put("d7", document("d7", 1, 25, NORTH));
        expected.remove("d8");
        encoder.write(expected.get("d7"), VectorsWriter.tombstone("s", "d8", 0, 25),
                VectorsWriter.progress(0, 26), VectorsWriter.progress(1, 26));

        indexer = started();

        reached("0:25,1:25");
        assertThat(store().scroll("s", Filter.ALL, null, 100)).containsExactlyElementsOf(expected.values());
        assertThat(nearest(NORTH, 1)).containsExactly("d7");
    }

    @Test
    void aTopicMadeAnewIsReadAnew() throws Exception {
        for (int i = 0; i < 5; i++) {
            encoder.write(document("old" + i, 0, i, EAST), VectorsWriter.progress(0, i + 1));
        }
        reached("0:4");
        indexer.close();
        encoder.close();
        try (Admin admin = Admin.create(KafkaSettings.of(config.kafka()).with(Map.of()))) {
            admin.deleteTopics(List.of(encoder.topic)).all().get();
            await().atMost(PATIENCE).until(() -> !admin.listTopics().names().get().contains(encoder.topic));
        }
        indexer = started();
        encoder = new VectorsWriter(config);
        encoder.write(document("new", 0, 0, EAST), VectorsWriter.progress(0, 1));
        reached("0:0");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(nearest(EAST, 5)).containsExactly("new"));
    }

    private static Embedding document(String id, int partition, long offset, FloatVector... vectors) {
        return Documents.of(
                "s", id, Map.of(), null, Documents.SPACE.fingerprint(), new SourcePosition(partition, offset), vectors);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private static FloatVector axis(int dimension) {
        float[] values = new float[Documents.DIMENSION];
        values[dimension] = 1;
        return FloatVector.owning(values);
    }
}
