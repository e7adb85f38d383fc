package dev.vectide.indexer.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.embedding.Tombstone;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.event.Identity;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.core.wire.VectorsCodec;
import dev.vectide.indexer.Documents;
import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.index.CollectionIndex;
import dev.vectide.indexer.index.NearestSearch;
import dev.vectide.indexer.rocks.RocksMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A shard under random upserts, deletes, expiries, snapshots and rows that are written again against a map, through crashes: a crash is a copy of what the shard
 * has on disk, with a snapshot that is whole, half written, torn, damaged, old or missing, which is opened as if the process
 * had been killed there.
 */
class ShardCrashTest {
    private static final int LONGEST_LIFE_MS = 2_000;
    private static final List<String> STREAMS = List.of("a", "b");
    private static final String WATCHED = "b";
    private static final String FLAG = "_duplicate_of";

    @TempDir
    private Path folder;

    private final RocksMemory memory = new RocksMemory(ConfigReader.read(null, Map.of()).indexer());
    private final Map<DocumentKey, Embedding> model = new HashMap<>();
    private final List<Shard.Arrival> recent = new ArrayList<>();
    /** What a crash may take back, and what then comes again. */
    private final List<Shard.Arrival> unsynced = new ArrayList<>();
    private int takenBack;
    private long waiting;
    private int flagged;
    private int overtaken;
    private Random random = new Random();
    private long nextOffset;
    private long now = Documents.TIME.toEpochMilli();
    private int lives;
    private int expiries;

    @AfterEach
    void closeMemory() {
        memory.close();
    }

    private enum Damage {
        NONE,
        HALF_WRITTEN_ASIDE,
        TORN,
        FLIPPED,
        OLD,
        MISSING
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsFoundAfterACrashIsWhatWasApplied(long seed) throws IOException {
        random = new Random(seed);
        Path life = life();
        Shard shard = open(life);
        Path old = folder.resolve("old-snapshot");
        boolean trusted = false;
        for (int step = 0; step < 120; step++) {
            List<Shard.ToLookAt> seen = random.nextBoolean() ? shard.toLookAt(random.nextInt(60)) : List.of();
            shard.apply(arrivals(1 + random.nextInt(40)));
            if (!seen.isEmpty()) {
                look(shard, seen);
            }
            if (!seen.isEmpty() || random.nextInt(4) == 0) {
                shard.sync();
                unsynced.clear();
            }
            now += random.nextInt(40);
            if (random.nextInt(3) == 0) {
                shard.expire(now);
                requireFreed(shard);
            }
            if (random.nextInt(6) == 0) {
                if (Files.exists(life.resolve("snapshot"))) {
                    Files.copy(life.resolve("snapshot"), old, StandardCopyOption.REPLACE_EXISTING);
                }
                shard.snapshot();
                shard.sync();
                unsynced.clear();
                trusted = true;
            }
            if (random.nextInt(8) == 0) {
                Path next = life();
                copy(life, next);
                trusted &= damage(next.resolve("snapshot"), old);
                shard.close();
                shard = open(next);
                assertThat(shard.isFromSnapshot()).isEqualTo(trusted);
                takenBack += shard.nextOffset() < nextOffset ? 1 : 0;
                assertThat(shard.nextOffset()).isGreaterThanOrEqualTo(nextOffset - unsynced.size());
                shard.apply(unsynced);
                assertThat(shard.nextOffset()).isEqualTo(nextOffset);
                requireNoted(shard);
                life = next;
                requireModel(shard);
                // At least once: what was written last comes again.
                shard.apply(recent);
                requireModel(shard);
            }
        }
        requireModel(shard);
        shard.close();
        shard = open(life);
        requireNoted(shard);
        requireModel(shard);
        shard.close();
        assertThat(expiries).isPositive();
        assertThat(takenBack).isPositive();
        assertThat(flagged).isPositive();
        assertThat(overtaken).isPositive();
    }

    /** Flags some of what was seen, where no newer version has come since. */
    private void look(Shard shard, List<Shard.ToLookAt> seen) {
        for (Shard.ToLookAt one : seen) {
            Embedding document = one.document();
            Embedding instead = null;
            if (document != null && random.nextBoolean()) {
                Map<String, Object> attributes = new TreeMap<>(document.attributes());
                attributes.put(FLAG, "d" + random.nextInt(9));
                instead = document.withAttributes(attributes);
                if (document.equals(model.get(document.key()))) {
                    model.put(document.key(), instead);
                    flagged++;
                } else {
                    overtaken++;
                }
            }
            shard.lookedAt(one, instead);
            waiting--;
        }
        assertThat(shard.toLookAt()).isEqualTo(waiting);
    }

    private Path life() {
        return folder.resolve("life-" + lives++);
    }

    private Shard open(Path directory) {
        Shard shard = Shard.open(0, directory, memory, Documents.DIMENSION, WATCHED::equals);
        shard.load();
        return shard;
    }

    private void requireNoted(Shard shard) {
        assertThat(shard.toLookAt()).isEqualTo(waiting);
        assertThat(shard.toLookAt(Integer.MAX_VALUE)).hasSize((int) waiting);
    }

    private List<Shard.Arrival> arrivals(int count) {
        List<Shard.Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            DocumentKey key =
                    new DocumentKey(STREAMS.get(random.nextInt(STREAMS.size())), "d" + random.nextInt(1500));
            VectorsRecord record;
            if (random.nextInt(5) == 0) {
                model.remove(key);
                record = new Tombstone(key, new Identity("t", "t"), Documents.TIME, new SourcePosition(0, nextOffset));
            } else {
                FloatVector[] vectors = Documents.vectors(random, 1 + random.nextInt(2)).toArray(FloatVector[]::new);
                Map<String, Object> attributes =
                        Map.of("n", (long) random.nextInt(9), "w", List.of("x", "y"), "f", true, "d", 0.5);
                Instant expiresAt =
                        random.nextInt(3) == 0 ? Instant.ofEpochMilli(now + 1 + random.nextInt(LONGEST_LIFE_MS)) : null;
                Embedding embedding = Documents.of(
                        key.stream(),
                        key.document(),
                        attributes,
                        expiresAt,
                        Documents.SPACE.fingerprint(),
                        new SourcePosition(0, nextOffset),
                        vectors);
                model.put(key, embedding);
                record = embedding;
                waiting += key.stream().equals(WATCHED) ? 1 : 0;
            }
            VectorsCodec.Wire wire = VectorsCodec.encode(record);
            arrivals.add(new Shard.Arrival(nextOffset++, wire.key(), wire.value(), record));
        }
        unsynced.addAll(arrivals);
        recent.addAll(arrivals);
        recent.subList(0, Math.max(0, recent.size() - 200)).clear();
        return arrivals;
    }

    /** Whether the snapshot can still be used. */
    private boolean damage(Path snapshot, Path old) throws IOException {
        Damage damage = Damage.values()[random.nextInt(Damage.values().length)];
        if (!Files.exists(snapshot)) {
            return false;
        }
        byte[] bytes = Files.readAllBytes(snapshot);
        switch (damage) {
            case NONE -> {}
            case HALF_WRITTEN_ASIDE -> Files.write(
                    snapshot.resolveSibling("snapshot.new"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
            case TORN -> Files.write(snapshot, java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            case FLIPPED -> {
                bytes[random.nextInt(bytes.length)] ^= 1;
                Files.write(snapshot, bytes);
            }
            case OLD -> {
                if (Files.exists(old)) {
                    // Its log is forgotten.
                    Files.copy(old, snapshot, StandardCopyOption.REPLACE_EXISTING);
                    return false;
                }
            }
            case MISSING -> Files.delete(snapshot);
        }
        return damage == Damage.NONE || damage == Damage.HALF_WRITTEN_ASIDE || damage == Damage.OLD;
    }

    private boolean isExpired(Embedding embedding) {
        return embedding.expiresAt() != null && embedding.expiresAt().toEpochMilli() <= now;
    }

    /** Neither rows nor index hold what has expired. */
    private void requireFreed(Shard shard) {
        List<DocumentKey> expired = model.entrySet().stream()
                .filter(document -> isExpired(document.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(shard.read(expired)).allMatch(java.util.Objects::isNull);
        expiries += expired.size();
        model.keySet().removeAll(expired);
        int left = shard.ask(index -> index.collections().values().stream().mapToInt(CollectionIndex::size).sum());
        assertThat(left).isEqualTo(model.size());
    }

    private void requireModel(Shard shard) {
        for (String stream : STREAMS) {
            Map<String, Embedding> documents = new TreeMap<>();
            model.forEach((key, embedding) -> {
                if (key.stream().equals(stream) && !isExpired(embedding)) {
                    documents.put(key.document(), embedding);
                }
            });
            List<String> ids = shard.ask(stream, List.of(), index -> index.ids(Filter.ALL, null, Integer.MAX_VALUE, now));
            assertThat(ids).containsExactlyElementsOf(documents.keySet());
            List<DocumentKey> keys = ids.stream().map(id -> new DocumentKey(stream, id)).toList();
            assertThat(shard.read(keys)).containsExactlyElementsOf(documents.values());
            long marked = documents.values().stream().filter(document -> document.attributes().containsKey(FLAG)).count();
            assertThat(shard.<Long>ask(stream, 0L, index -> index.count(subject -> subject.value(FLAG) != null, now)))
                    .isEqualTo(marked);
            for (int query = 0; query < 5; query++) {
                requireNearest(shard, stream, documents, Documents.vector(random));
            }
        }
    }

    private void requireNearest(
            Shard shard, String stream, Map<String, Embedding> documents, FloatVector query) {
        Filter some = subject -> Long.valueOf(3).equals(subject.value("n"));
        List<String> nearest = documents.values().stream()
                .filter(document -> Long.valueOf(3).equals(document.attributes().get("n")))
                .sorted(Comparator.comparing((Embedding document) -> Documents.cosine(document, query)).reversed())
                .limit(5)
                .map(document -> document.key().document())
                .toList();
        NearestSearch.Question question = new NearestSearch.Question(query, some, 5, 100, now, null);
        List<String> found = Shard.askAll(List.of(shard), stream, parts -> ids(parts, question));
        assertThat(found).containsAll(nearest);
    }

    private static List<String> ids(List<CollectionIndex> parts, NearestSearch.Question question) {
        return NearestSearch.in(parts, question, Double.POSITIVE_INFINITY).stream()
                .map(NearestSearch.Candidate::id)
                .toList();
    }

    /** RocksDB tidies up behind the test's back: a copy counts if nothing came or went meanwhile. */
    private static void copy(Path from, Path to) throws IOException {
        List<Path> before = files(from);
        while (true) {
            boolean whole = true;
            for (Path file : before) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                try {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                } catch (NoSuchFileException e) {
                    whole = false;
                }
            }
            List<Path> after = files(from);
            if (whole && after.equals(before)) {
                return;
            }
            for (Path file : files(to)) {
                Files.delete(file);
            }
            before = after;
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (UncheckedIOException e) {
            return files(folder);
        }
    }
}
