package dev.vectide.indexer.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.embedding.Tombstone;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Identity;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.wire.VectorsCodec;
import dev.vectide.indexer.Documents;
import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.lexical.Words;
import dev.vectide.indexer.rocks.RocksMemory;
import dev.vectide.indexer.search.Hit;
import dev.vectide.indexer.search.LexicalQuery;
import dev.vectide.indexer.search.StoreUnavailableException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Search by words on shards with real rows. */
class LexicalSearchTest {
    private static final long NOW = Documents.TIME.toEpochMilli();
    private static final Filter EVEN = subject -> Boolean.TRUE.equals(subject.value("even"));

    @TempDir
    private Path folder;

    private final RocksMemory memory = new RocksMemory(ConfigReader.read(null, Map.of()).indexer());
    private final List<Shard> opened = new ArrayList<>();
    private long offset;

    @AfterEach
    void close() {
        opened.forEach(Shard::close);
        memory.close();
    }

    private Shard shard(String name) {
        Shard shard = Shard.open(opened.size(), folder.resolve(name), memory, Documents.DIMENSION);
        shard.load();
        opened.add(shard);
        return shard;
    }

    private void apply(Shard shard, VectorsRecord record) {
        VectorsCodec.Wire wire = VectorsCodec.encode(record);
        shard.apply(List.of(new Shard.Arrival(offset++, wire.key(), wire.value(), record)));
    }

    private static Tombstone gone(String id) {
        return new Tombstone(new DocumentKey("s", id), new Identity("t", id), Documents.TIME, new SourcePosition(0, 0));
    }

    private static List<Hit> search(List<Shard> shards, String query, Filter filter, int limit, long nowMs) {
        return LexicalSearch.in(shards, "s", new LexicalQuery(Words.of(query), filter, limit), nowMs);
    }

    private static List<String> found(Shard shard, String query) {
        return ids(search(List.of(shard), query, Filter.ALL, 10, NOW));
    }

    private static List<String> ids(List<Hit> hits) {
        return hits.stream().map(hit -> hit.document().key().document()).toList();
    }

    /** @param expiresAt null for never */
    private static Embedding expiring(Embedding document, @Nullable Instant expiresAt) {
        return new Embedding(document.key(), document.identity(), document.fingerprint(), document.producer(),
                document.eventTime(), expiresAt, document.origin(), document.repeat(), document.truncated(),
                document.content(), document.contentHash(), document.attributes(), document.source(), document.chunks());
    }

    @Test
    void rowsThatWereThereAndRecordsThatComeAreFoundAndForgotten() {
        Shard shard = shard("a");
        apply(shard, Documents.saying("old", "a red fox"));
        apply(shard, Documents.of("other", "fox", Documents.saying("x", "x").chunks().get(0).vector()));
        assertThat(found(shard, "fox text")).containsExactly("old");

        apply(shard, Documents.saying("new", "fox fox fox"));
        assertThat(found(shard, "FOX")).containsExactly("new", "old");
        apply(shard, Documents.saying("old", "a red hen"));
        assertThat(found(shard, "fox")).containsExactly("new");
        apply(shard, gone("new"));
        assertThat(found(shard, "fox hen")).containsExactly("old");
        assertThat(found(shard, "wolf")).isEmpty();
        assertThat(found(shard, "!")).isEmpty();

        shard.close();
        opened.remove(shard);
        assertThatThrownBy(() -> found(shard, "hen")).isInstanceOf(StoreUnavailableException.class);
        assertThat(found(shard("a"), "hen")).containsExactly("old");
    }

    @Test
    void fourShardsFindExactlyWhatOneFindsWhateverIsFilteredOrExpired() {
        Random random = new Random(1);
        List<Shard> four = List.of(shard("a"), shard("b"), shard("c"), shard("d"));
        List<Shard> one = List.of(shard("whole"));
        for (int i = 0; i < 400; i++) {
            int number = random.nextInt(150);
            String text = IntStream.rangeClosed(0, random.nextInt(90))
                    .mapToObj(n -> "w" + (int) (20 * random.nextDouble() * random.nextDouble()))
                    .collect(Collectors.joining(" "));
            Embedding document =
                    Documents.saying("d" + number, text, Map.of("even", number % 2 == 0), Documents.TIME);
            Instant expiry = number % 3 == 0 ? Instant.ofEpochMilli(NOW + random.nextInt(1000)) : null;
            VectorsRecord record = random.nextInt(5) == 0 ? gone("d" + number) : expiring(document, expiry);
            apply(four.get(number % 4), record);
            apply(one.get(0), record);
            if (i == 200) {
                assertThat(search(four, "w1", Filter.ALL, 3, NOW)).isEqualTo(search(one, "w1", Filter.ALL, 3, NOW));
            }
        }

        for (long nowMs : new long[] {NOW, NOW + 500, NOW + 2000}) {
            for (Filter filter : List.of(Filter.ALL, EVEN)) {
                List<Hit> all = search(one, "w0 w7 w19", Filter.ALL, 1000, NOW).stream()
                        .filter(hit -> filter.matches(new dev.vectide.indexer.filter.Payload(hit.document())))
                        .filter(hit -> hit.document().expiresAt() == null
                                || hit.document().expiresAt().toEpochMilli() > nowMs)
                        .toList();
                for (int limit : new int[] {1, 5, 30, 1000}) {
                    List<Hit> expected = all.subList(0, Math.min(limit, all.size()));
                    assertThat(search(one, "w0 w7 w19", filter, limit, nowMs)).isNotEmpty().isEqualTo(expected);
                    assertThat(search(four, "w0 w7 w19", filter, limit, nowMs)).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void theBestPassesAFilterThatLeavesFewEvenWhereTheBestOfAllDoNot() {
        Shard shard = shard("a");
        for (int i = 0; i < 50; i++) {
            apply(shard, Documents.saying("odd" + i, "fox fox", Map.of("even", false), Documents.TIME));
        }
        apply(shard, Documents.saying("even", "a fox among many other words", Map.of("even", true), Documents.TIME));

        assertThat(ids(search(List.of(shard), "fox", EVEN, 2, NOW))).containsExactly("even");
    }

    @Test
    void theChunkIsThePartThatHasMostOfTheWords() {
        Shard shard = shard("a");
        Embedding document = Documents.saying("long", "first the hen. then the red fox");
        apply(shard, new Embedding(document.key(), document.identity(), document.fingerprint(), document.producer(),
                document.eventTime(), null, document.origin(), false, false, new Content.Text("the hen. the red fox"),
                document.contentHash(), Map.of(), document.source(),
                List.of(new Chunk(0, 8, document.chunks().get(0).vector()),
                        new Chunk(9, 20, document.chunks().get(0).vector()))));

        assertThat(search(List.of(shard), "red fox", Filter.ALL, 1, NOW).get(0).chunk()).isEqualTo(1);
        assertThat(search(List.of(shard), "hen", Filter.ALL, 1, NOW).get(0).chunk()).isZero();
    }

    @Test
    void readersFindWhatWasAppliedBeforeTheyAskedWhileMoreComes() throws Exception {
        Shard shard = shard("a");
        for (int i = 0; i < 300; i++) {
            apply(shard, Documents.saying("d" + i, "fox before"));
        }
        ExecutorService readers = Executors.newFixedThreadPool(3);
        CountDownLatch started = new CountDownLatch(3);
        List<Future<Integer>> checks = new ArrayList<>();
        java.util.concurrent.atomic.AtomicInteger applied = new java.util.concurrent.atomic.AtomicInteger();
        for (int reader = 0; reader < 3; reader++) {
            checks.add(readers.submit(() -> {
                started.countDown();
                int searches = 0;
                int atLeast = 0;
                while (atLeast < 300) {
                    atLeast = applied.get();
                    List<Hit> hits = search(List.of(shard), "after", Filter.ALL, 1000, NOW);
                    assertThat(hits).hasSizeGreaterThanOrEqualTo(atLeast);
                    searches++;
                }
                return searches;
            }));
        }
        started.await();
        for (int i = 0; i < 300; i++) {
            apply(shard, Documents.saying("d" + i, "fox after"));
            applied.incrementAndGet();
        }
        for (Future<Integer> check : checks) {
            assertThat(check.get()).isPositive();
        }
        readers.shutdown();
        assertThat(search(List.of(shard), "before", Filter.ALL, 1000, NOW)).isEmpty();
    }
}
