package dev.vectide.indexer.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.position.Position;
import dev.vectide.indexer.Documents;
import dev.vectide.indexer.filter.Filter;
import dev.vectide.testing.ForkedJvm;
import dev.vectide.testing.Stretches;
import dev.vectide.testing.TestConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However often the process is killed with -9, the store holds what the topic says, and its rows are its own. */
class StoreKillIT {
    private static final int KILLS = 3;
    private static final int WRITES = 6_000;
    private static final int PART = 20;
    private static final int DOCUMENTS = 900;
    private static final Map<String, String> SETTINGS = Map.of("VECTIDE_KAFKA_PARTITIONS", "2");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private final VectideConfig config = TestConfig.of(SETTINGS);
    private final Map<String, Embedding> expected = new TreeMap<>();

    @Test
    void killedAgainAndAgainHoldsTheSame() throws Exception {
        Random random = new Random(11);
        Stretches stretches = new Stretches(KILLS, WRITES / PART, Duration.ofMillis(40));
        ExecutorService encoder = Executors.newSingleThreadExecutor();
        ForkedJvm indexer = started();
        try {
            await().atMost(PATIENCE).ignoreException(UncheckedIOException.class).until(() -> size() > 0);
            Future<?> writing = encoder.submit(() -> write(stretches));
            for (int kill = 0; kill < KILLS; kill++) {
                long more = 20_000 + random.nextInt(80_000);
                AtomicLong least = new AtomicLong(Long.MAX_VALUE);
                await().atMost(PATIENCE).ignoreException(UncheckedIOException.class).until(() -> {
                    long now = size();
                    return now > least.accumulateAndGet(now, Math::min) + more;
                });
                TimeUnit.MILLISECONDS.sleep(random.nextInt(1000)); // Anywhere between two commits.
                indexer.kill();
                assertThat(writing.isDone()).as("killed while vectors still come").isFalse();
                stretches.killed();
                indexer = started();
            }
            writing.get(2, TimeUnit.MINUTES);
        } finally {
            encoder.shutdownNow();
            indexer.kill();
        }

        try (IndexerStreams app = StoreMain.start(config, directory)) {
            Position end = Position.parse("0:" + (WRITES / 2 - 1) + ",1:" + (WRITES / 2 - 1));
            await().atMost(PATIENCE).until(() -> app.notReady().isEmpty());
            assertThat(app.store().await(end, PATIENCE)).isTrue();
            assertThat(app.store().scroll("s", Filter.ALL, null, 2 * DOCUMENTS))
                    .containsExactlyElementsOf(expected.values());
        }
    }

    /** Upserts and deletes of few documents, so that an old record applied after a newer one would show. */
    private Void write(Stretches stretches) throws InterruptedException {
        Random random = new Random(12);
        try (VectorsWriter topic = new VectorsWriter(config)) {
            for (int from = 0; from < WRITES; from += PART) {
                stretches.awaitNext();
                List<VectorsRecord> records = new ArrayList<>();
                for (int i = from; i < from + PART; i++) {
                    records.add(change(random, i));
                }
                records.add(VectorsWriter.progress(0, (from + PART) / 2));
                records.add(VectorsWriter.progress(1, (from + PART) / 2));
                topic.write(records);
            }
        }
        return null;
    }

    /** A document is always in the same partition, as its key says. */
    private VectorsRecord change(Random random, int write) {
        int partition = write % 2;
        String id = String.format("d%04d", 2 * random.nextInt(DOCUMENTS / 2) + partition);
        if (random.nextInt(4) == 0) {
            expected.remove(id);
            return VectorsWriter.tombstone("s", id, partition, write / 2);
        }
        Embedding document = Documents.of("s", id, Map.of("write", (long) write), null, Documents.SPACE.fingerprint(),
                new SourcePosition(partition, write / 2), Documents.vector(random));
        expected.put(id, document);
        return document;
    }

    /**
     * Bytes under the rows' directories: they grow as what is applied is committed, and shrink where a log becomes a table.
     *
     * @throws UncheckedIOException where a file goes while it is looked at
     */
    private long size() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().contains("rows"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private ForkedJvm started() throws IOException {
        return ForkedJvm.start(StoreMain.class, config, SETTINGS, directory.toString());
    }
}
