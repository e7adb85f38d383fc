package dev.vectide.indexer.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.core.wire.VectorsCodec;
import dev.vectide.indexer.Documents;
import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.search.Hit;
import dev.vectide.indexer.search.NearestQuery;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest {
    private static final VectideConfig.Indexer SETTINGS = ConfigReader.read(null, Map.of()).indexer();
    private static final FloatVector VECTOR = Documents.vector(new Random(1));

    @Test
    void whatIsAppliedIsFoundAndIsThereAgainWhenItOpensAgain(@TempDir Path directory) {
        try (LocalStore local = open(directory)) {
            local.apply(0, List.of(record("first")));
            local.apply(1, List.of(record("second")));
            assertThat(found(local)).containsExactly("first", "second");
        }
        try (LocalStore local = open(directory)) {
            local.apply(1, List.of(record("third")));
            assertThat(found(local)).containsExactly("first", "second", "third");
        }
    }

    @Test
    void tellsHowMuchItsSnapshotsDidNotHold(@TempDir Path directory) {
        try (LocalStore local = open(directory)) {
            // So many that a snapshot is due.
            local.apply(0, IntStream.range(0, 6_000).mapToObj(i -> record("many-" + i)).toList());
            local.maintain();
            local.apply(0, List.of(record("first"), record("second")));
        }
        try (LocalStore local = open(directory)) {
            assertThat(local.tail()).isEqualTo(2);
            local.apply(1, List.of(record("third")));
            assertThat(local.tail()).isEqualTo(2);
        }
        try (LocalStore local = open(directory)) {
            assertThat(local.tail()).isEqualTo(3);
        }
    }

    /** What was learnt of a stream while it was compared whole says nothing of how far to look once it is not. */
    @Test
    void whatGrowsTooLargeToBeComparedWholeIsFoundAtOnce(@TempDir Path directory) {
        Random random = new Random(2);
        List<FloatVector> vectors =
                IntStream.range(0, 5_000).mapToObj(i -> Documents.vector(random)).toList();
        try (LocalStore local = open(directory)) {
            apply(local, vectors, 0, 4_000);
            local.maintain();
            apply(local, vectors, 4_000, 5_000);
            assertThat(recall(local, vectors)).isGreaterThan(0.999);

            local.maintain();
            assertThat(recall(local, vectors)).isGreaterThan(SETTINGS.recall() - 0.02);
        }
    }

    private static void apply(LocalStore local, List<FloatVector> vectors, int from, int to) {
        for (int partition = 0; partition < 2; partition++) {
            int wanted = partition;
            local.apply(partition, IntStream.range(from, to)
                    .filter(i -> i % 2 == wanted)
                    .mapToObj(i -> VectorsCodec.encode(Documents.of("notes", "doc-" + i, vectors.get(i))))
                    .toList());
        }
    }

    /** Recall@10 of documents' own vectors. */
    private static double recall(LocalStore local, List<FloatVector> vectors) {
        int found = 0;
        for (int i = 0; i < 200; i++) {
            FloatVector query = vectors.get(i * 25);
            List<String> truth = found(local, new NearestQuery(query, Filter.ALL, 10, null, true, null));
            List<String> hits = found(local, new NearestQuery(query, Filter.ALL, 10, null, false, null));
            found += (int) hits.stream().filter(truth::contains).count();
        }
        return found / 2000.0;
    }

    private static LocalStore open(Path directory) {
        return LocalStore.open(directory, Documents.SPACE, SETTINGS, 2, Clock.systemUTC());
    }

    private static VectorsCodec.Wire record(String id) {
        return VectorsCodec.encode(Documents.of("notes", id, VECTOR));
    }

    private static List<String> found(LocalStore local) {
        return found(local, new NearestQuery(VECTOR, Filter.ALL, 10, null, false, null));
    }

    private static List<String> found(LocalStore local, NearestQuery query) {
        List<Hit> hits = local.store().nearest("notes", query);
        return hits.stream().map(hit -> hit.document().key().document()).toList();
    }
}
