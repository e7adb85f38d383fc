package dev.vectide.indexer.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.indexer.Documents;
import dev.vectide.indexer.shards.Peers;
import dev.vectide.indexer.streams.IndexerProcess.Answer;
import dev.vectide.testing.TestConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two indexers in processes of their own share the partitions: either answers for both, and one may be killed. */
class SharedShardsIT {
    private static final int PARTITIONS = IndexerProcess.PARTITIONS;
    private static final int DOCUMENTS = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final VectideConfig config = TestConfig.of(IndexerProcess.SETTINGS);
    private final List<IndexerProcess> started = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private VectorsWriter encoder;
    /** What is committed, and where it ends. */
    private final AtomicReference<Committed> committed = new AtomicReference<>(new Committed(Map.of(), ""));

    private record Committed(Map<String, Long> versions, String position) {}

    @BeforeEach
    void documents() throws Exception {
        try (Admin admin = Admin.create(KafkaSettings.of(config.kafka()).with(Map.of()))) {
            TopicAdmin topics = new TopicAdmin(config);
            topics.ensureShared(admin);
            topics.ensureVectors(admin, Documents.SPACE);
        }
        encoder = new VectorsWriter(config);
        for (int i = 0; i < DOCUMENTS; i += 20) {
            write(i, i + 20, 0);
        }
    }

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        for (IndexerProcess process : started) {
            process.kill();
        }
        encoder.close();
    }

    /** Documents by number, each with its version; a document's partition is its number's remainder. */
    private void write(int from, int to, long version) {
        List<VectorsRecord> records = new ArrayList<>();
        Map<String, Long> versions = new TreeMap<>(committed.get().versions());
        for (int i = from; i < to; i++) {
            String id = id(i);
            long offset = version * DOCUMENTS / PARTITIONS + i / PARTITIONS;
            records.add(Documents.of(
                    "s",
                    id,
                    Map.of("version", version, "kind", i % 3 == 0 ? "odd" : "even"),
                    null,
                    Documents.SPACE.fingerprint(),
                    new SourcePosition(i % PARTITIONS, offset),
                    Documents.vector(new Random(i))));
            versions.put(id, version);
        }
        List<String> position = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            long next = version * DOCUMENTS / PARTITIONS + to / PARTITIONS;
            records.add(VectorsWriter.progress(partition, next));
            position.add(partition + ":" + (next - 1));
        }
        encoder.write(records);
        committed.set(new Committed(versions, String.join(",", position)));
    }

    private static String id(int number) {
        return String.format("d%04d", number);
    }

    private IndexerProcess indexer(String name, int standbys) throws Exception {
        IndexerProcess process = new IndexerProcess(config, name, standbys, folder);
        started.add(process);
        return process;
    }

    private static void untilShared(IndexerProcess a, IndexerProcess b) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Set<Integer> both = new TreeSet<>(a.partitions(false));
            Set<Integer> second = b.partitions(false);
            assertThat(both).isNotEmpty();
            assertThat(second).isNotEmpty();
            assertThat(both.size() + second.size()).isEqualTo(PARTITIONS);
            both.addAll(second);
            assertThat(both).hasSize(PARTITIONS);
            assertThat(a.isReady() && b.isReady()).isTrue();
        });
    }

    private static String vector(int seed) {
        return Arrays.toString(Documents.vector(new Random(seed)).toArray());
    }

    private Map<String, Answer> answers(IndexerProcess process) {
        String filter = "'filter': {'must': {'key': 'kind', 'match': {'value': 'odd'}}}";
        Map<String, String> questions = new LinkedHashMap<>();
        for (int seed = 1000; seed < 1005; seed++) {
            String query = "'query': " + vector(seed);
            questions.put("{" + query + ", 'limit': 25, 'with_payload': true, 'with_vector': true}", "/points/query");
            questions.put("{" + query + ", 'params': {'exact': true}, 'offset': 3}", "/points/query");
            questions.put("{" + query + ", 'score_threshold': 0.1, 'limit': 100, " + filter + "}", "/points/query");
            questions.put("{" + query + ", 'group_by': 'version', 'group_size': 7}", "/points/query/groups");
        }
        questions.put("{'query': 'd0007', 'limit': 30}", "/points/query");
        questions.put(
                "{'query': {'recommend': {'positive': ['d0001', 'd0002'], 'negative': ['d0003']}}, " + filter + "}",
                "/points/query");
        questions.put(
                "{'prefetch': [{'query': " + vector(7) + ", " + filter + "}, {'query': " + vector(8) + "}],"
                        + " 'query': {'fusion': 'rrf'}, " + filter + "}",
                "/points/query");
        questions.put("{'limit': 40, 'offset': 'd0100', 'with_vector': true}", "/points/scroll");
        questions.put("{'limit': 1000, " + filter + "}", "/points/scroll");
        questions.put("{" + filter + "}", "/points/count");
        questions.put("{'ids': ['d0000', 'd0001', 'd0002', 'd0003', 'nobody']}", "/points");
        Map<String, Answer> answers = new LinkedHashMap<>();
        questions.forEach((body, path) -> answers.put(path + " " + body, process.ask("POST", path, body)));
        answers.put("point", process.ask("GET", "/points/d0005", ""));
        answers.put("nobody", process.ask("GET", "/points/nobody", ""));
        answers.put("collection", process.ask("GET", "", ""));
        return answers;
    }

    @Test
    void eachAnswersForAllAsOneAloneDoes() throws Exception {
        IndexerProcess a = indexer("a", 0);
        await().atMost(PATIENCE).until(a::isReady);
        assertThat(a.ask("POST", "/points/count?timeout=60", "{}", "X-Min-Position", committed.get().position())
                        .result().path("count").asInt())
                .isEqualTo(DOCUMENTS);
        Map<String, Answer> alone = answers(a);
        assertThat(alone.values()).extracting(Answer::status).containsOnly(200, 404);

        IndexerProcess b = indexer("b", 0);
        untilShared(a, b);

        assertThat(answers(a)).containsExactlyEntriesOf(alone);
        assertThat(answers(b)).containsExactlyEntriesOf(alone);
        for (IndexerProcess process : List.of(a, b)) {
            Set<String> found = new TreeSet<>();
            process.ask("POST", "/points/query", "{'query': {'text': 'd0004 d0005 d0006 d0007', 'mode': 'lexical'}}")
                    .result().path("points").forEach(point -> found.add(point.path("id").asText()));
            assertThat(found).containsExactly("d0004", "d0005", "d0006", "d0007");
        }
    }

    /**
     * Reads; null is right, else what is wrong.
     *
     * @param newest whether what was committed before is waited for, which needs all shards
     */
    private String wrong(IndexerProcess asked, boolean newest, AtomicInteger whole, Set<String> missing) {
        Committed before = committed.get();
        Answer answer = asked.ask(
                "POST",
                "/points/scroll?timeout=1&allow_partial=true",
                "{'limit': 1000}",
                "X-Min-Position",
                newest ? before.position() : "");
        if (answer.status() != 200) {
            return answer.status() == 0 || answer.status() == 503 || answer.status() == 504
                    ? null
                    : answer.status() + " " + answer.json();
        }
        Set<Integer> without = new TreeSet<>();
        for (String partition : answer.missing().isEmpty() ? new String[0] : answer.missing().split(",")) {
            without.add(Integer.valueOf(partition));
        }
        Map<String, Long> found = new TreeMap<>();
        for (JsonNode point : answer.result().path("points")) {
            found.put(point.path("id").asText(), point.path("payload").path("version").asLong());
        }
        for (int i = 0; i < DOCUMENTS; i++) {
            Long version = found.remove(id(i));
            boolean there = !without.contains(i % PARTITIONS);
            if (there != (version != null)) {
                return id(i) + " of version " + version + " in an answer without shards " + without;
            }
            if (newest && version != null && version < before.versions().get(id(i))) {
                return id(i) + " of version " + version + ", committed was " + before.versions().get(id(i));
            }
        }
        (without.isEmpty() ? whole : new AtomicInteger()).incrementAndGet();
        if (!without.isEmpty()) {
            missing.add(answer.missing());
        }
        return found.isEmpty() ? null : "unknown: " + found;
    }

    @Test
    void oneIsKilledUnderLoadAndComesBackAndIsKilledForGood() throws Exception {
        IndexerProcess a = indexer("a", 0);
        IndexerProcess b = indexer("b", 0);
        untilShared(a, b);
        List<String> wrong = Collections.synchronizedList(new ArrayList<>());
        Set<String> missing = ConcurrentHashMap.newKeySet();
        AtomicInteger wholeOfA = new AtomicInteger();
        AtomicInteger wholeOfB = new AtomicInteger();
        Future<?> writing = threads.submit((Callable<Void>) () -> {
            for (long version = 1; !Thread.currentThread().isInterrupted(); version++) {
                for (int i = 0; i < DOCUMENTS; i += 20) {
                    write(i, i + 20, version);
                    TimeUnit.MILLISECONDS.sleep(20); // As fast as one can follow.
                }
            }
            return null;
        });
        // Ends with the first wrong answer.
        Future<?> reading = threads.submit(() -> {
            while (!Thread.currentThread().isInterrupted() && wrong.isEmpty()) {
                for (boolean newest : new boolean[] {true, false}) {
                    Stream.of(wrong(a, newest, wholeOfA, missing), wrong(b, newest, wholeOfB, missing))
                            .filter(Objects::nonNull)
                            .forEach(wrong::add);
                }
            }
        });
        untilMore(wholeOfA, reading);
        untilMore(wholeOfB, reading);

        String lost = await().atMost(PATIENCE).until(() -> b.partitions(false), owned -> !owned.isEmpty()).stream()
                .map(String::valueOf)
                .collect(Collectors.joining(","));
        b.kill();
        await().atMost(PATIENCE).until(() -> missing.contains(lost) || reading.isDone());
        assertThat(a.ask("POST", "/points/count", "{}").status()).isIn(200, 503);
        assertThat(wrong).isEmpty();
        b.start();
        untilShared(a, b);
        untilMore(wholeOfA, reading);
        untilMore(wholeOfB, reading);

        b.kill();
        await().atMost(PATIENCE).until(() -> a.partitions(false).size() == PARTITIONS);
        untilMore(wholeOfA, reading);

        assertThat(wrong).isEmpty();
        assertThat(writing.isDone() || reading.isDone()).as("load went on all the time").isFalse();
    }

    private static void untilMore(AtomicInteger answers, Future<?> reading) {
        int before = answers.get();
        await().atMost(PATIENCE).until(() -> answers.get() > before + 5 || reading.isDone());
    }

    @Test
    void replicasAnswerUntilTheSurvivorOwnsAll() throws Exception {
        IndexerProcess a = indexer("a", 1);
        IndexerProcess b = indexer("b", 1);
        untilShared(a, b);
        await().atMost(PATIENCE).until(() -> a.partitions(true).size() == PARTITIONS);
        String filter = "{'filter': {'must': {'key': 'kind', 'match': {'value': 'odd'}}}}";
        Answer before = a.ask("POST", "/points/count", filter, "X-Min-Position", committed.get().position());
        assertThat(before.status()).isEqualTo(200);

        b.kill();

        await().atMost(PATIENCE).until(() -> {
            assertThat(a.ask("POST", "/points/count", filter, "X-Min-Position", committed.get().position()))
                    .isEqualTo(before);
            return a.partitions(false).size() == PARTITIONS;
        });
    }

    @Test
    void twoUnderOneNameAreOneTooManyAndTheFirstSaysSo() throws Exception {
        IndexerProcess first = indexer("a", 0);
        await().atMost(PATIENCE).until(first::isReady);

        IndexerStreams second = new IndexerStreams(
                TestConfig.of(Map.of(
                        "VECTIDE_NAMESPACE", config.namespace(),
                        "VECTIDE_KAFKA_PARTITIONS", String.valueOf(PARTITIONS),
                        "VECTIDE_INDEXER_INSTANCE", "a")),
                Documents.SPACE,
                NoStreams.KNOWN,
                folder.resolve("second"),
                Clock.systemUTC(),
                new SimpleMeterRegistry(),
                Peers.NONE);
        try (second) {
            second.start();
            await().atMost(PATIENCE).untilAsserted(() ->
                    assertThat(first.ready()).isEqualTo(
                            "another indexer runs under indexer.instance = a; each needs a name of its own"));
            await().atMost(PATIENCE).until(() -> second.notReady().isEmpty());
        }
    }
}
