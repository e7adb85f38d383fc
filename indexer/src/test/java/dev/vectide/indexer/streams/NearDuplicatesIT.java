package dev.vectide.indexer.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.position.Position;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.stream.StreamDirectory;
import dev.vectide.core.stream.StreamSettings;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.indexer.Documents;
import dev.vectide.testing.TestConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Near-duplicates are flagged as they come, over partitions, and stay so over restarts. */
class NearDuplicatesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String WATCHED = "s";
    private static final int BLOCK = 30;
    private static final StreamDirectory KNOWN = new Watching();

    @TempDir
    private Path directory;

    private final VectideConfig config = TestConfig.of(Map.of("VECTIDE_KAFKA_PARTITIONS", "2"));
    private final long[] offsets = new long[2];
    private MeterRegistry registry = new SimpleMeterRegistry();
    private IndexerStreams indexer;
    private VectorsWriter encoder;

    private static final class Watching implements StreamDirectory {
        @Override
        public Optional<StreamSettings> find(String stream) {
            return Optional.of(new StreamSettings(stream, true, null, null, stream.equals(WATCHED) ? 0.95 : null));
        }

        @Override
        public List<StreamSettings> list() {
            return List.of();
        }
    }

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
        registry = new SimpleMeterRegistry();
        IndexerStreams app = StoreMain.start(config, KNOWN, directory, registry);
        await().atMost(PATIENCE).until(() -> app.notReady().isEmpty());
        return app;
    }

    private void write(String stream, String id, int partition, FloatVector vector) throws InterruptedException {
        SourcePosition source = new SourcePosition(partition, offsets[partition]++);
        encoder.write(
                Documents.of(stream, id, Map.of("kind", "note"), null, Documents.SPACE.fingerprint(), source, vector),
                VectorsWriter.progress(partition, offsets[partition]));
        assertThat(indexer.store().await(new Position(Map.of(partition, offsets[partition] - 1)), PATIENCE)).isTrue();
    }

    private Map<String, Object> flags() {
        Map<String, Object> flags = new TreeMap<>();
        indexer.store().scroll(WATCHED, dev.vectide.indexer.filter.Filter.ALL, null, 1000).forEach(document -> {
            Object of = document.attributes().get("_duplicate_of");
            if (of != null) {
                flags.put(document.key().document(), of);
            }
        });
        return flags;
    }

    private void looked() {
        await().atMost(PATIENCE)
                .until(() -> registry.get("vectide.indexer.near.duplicates.waiting").gauge().value() == 0);
    }

    private static FloatVector like(FloatVector vector, Random random, double noise) {
        float[] values = new float[vector.dimension()];
        for (int j = 0; j < values.length; j++) {
            values[j] = (float) (vector.get(j) + noise * random.nextGaussian());
        }
        return FloatVector.owning(values).normalised();
    }

    @Test
    void theyAreFlaggedWhicheverPartitionsTheyAreIn() throws Exception {
        Random random = new Random(1);
        FloatVector vector = Documents.vector(random);
        write(WATCHED, "a", 0, vector);
        write(WATCHED, "b", 1, like(vector, random, 0.01));
        write(WATCHED, "c", 1, Documents.vector(random));
        write("other", "d", 0, vector);
        looked();

        assertThat(flags()).isEqualTo(Map.of("b", "a"));
        Embedding flagged = indexer.store().find(new DocumentKey(WATCHED, "b")).orElseThrow();
        assertThat((Double) flagged.attributes().get("_duplicate_similarity")).isBetween(0.95, 1.0);
        assertThat(indexer.store().count(WATCHED, subject -> subject.value("_duplicate_of") != null)).isEqualTo(1);
        assertThat(indexer.store().find(new DocumentKey("other", "d")).orElseThrow().attributes())
                .containsOnlyKeys("kind");
        assertThat(registry.get("vectide.indexer.near.duplicates").tag("stream", WATCHED).counter().count()).isEqualTo(1);

        // A new version is looked at anew.
        write(WATCHED, "b", 1, Documents.vector(random));
        looked();
        assertThat(flags()).isEmpty();
    }

    @Test
    void theyAreTheOnesThatComparingAllFinds() throws Exception {
        Random random = new Random(2);
        List<FloatVector> centres = Documents.vectors(random, 20);
        Map<String, FloatVector> vectors = new TreeMap<>();
        List<VectorsRecord> block = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            FloatVector vector = like(centres.get(random.nextInt(centres.size())), random, 0.03 * random.nextDouble());
            String id = String.format(java.util.Locale.ROOT, "d%03d", i);
            int partition = i / BLOCK % 2;
            vectors.put(id, vector);
            block.add(Documents.of(
                    WATCHED, id, Map.of(), null, Documents.SPACE.fingerprint(),
                    new SourcePosition(partition, offsets[partition]++), vector));
            if (block.size() == BLOCK) {
                // One after the other, as each is looked at once, beside what is there by then.
                block.add(VectorsWriter.progress(partition, offsets[partition]));
                encoder.write(block);
                assertThat(indexer.store().await(new Position(Map.of(partition, offsets[partition] - 1)), PATIENCE))
                        .isTrue();
                block.clear();
            }
        }
        // All have one time, so what has the lower id is the earlier.
        looked();

        Map<String, Object> expected = expected(vectors);
        assertThat(expected.size()).isBetween(50, 290);
        assertThat(flags()).isEqualTo(expected);

        indexer.close();
        indexer = started();
        looked();
        assertThat(flags()).isEqualTo(expected);
    }

    private static Map<String, Object> expected(Map<String, FloatVector> vectors) {
        Map<String, Object> expected = new TreeMap<>();
        vectors.forEach((id, vector) -> {
            double best = 0.95;
            for (Map.Entry<String, FloatVector> other : vectors.entrySet()) {
                double cosine = Documents.cosine(vector, other.getValue());
                if (other.getKey().compareTo(id) < 0 && cosine >= best) {
                    best = cosine;
                    expected.put(id, other.getKey());
                }
            }
        });
        return expected;
    }
}
