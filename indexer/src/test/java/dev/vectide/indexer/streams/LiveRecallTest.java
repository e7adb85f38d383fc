package dev.vectide.indexer.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.core.wire.VectorsCodec;
import dev.vectide.indexer.Documents;
import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.index.Calibration;
import dev.vectide.indexer.rocks.RocksMemory;
import dev.vectide.indexer.search.NearestQuery;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two shards of some thousand documents, every query of which is measured. */
class LiveRecallTest {
    private static final int PER_SHARD = 4000;

    @TempDir
    private Path folder;

    private final VectideConfig.Indexer settings =
            ConfigReader.read(null, Map.of("VECTIDE_INDEXER_RECALL_SAMPLE", "1")).indexer();
    private final RocksMemory memory = new RocksMemory(settings);
    private final Shards shards = new Shards();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ShardedStore store = new ShardedStore(
            Documents.SPACE,
            shards,
            settings,
            Clock.systemUTC(),
            new ShardMetrics(registry, "toy", Clock.systemUTC(), shards));
    private final Random random = new Random(8);

    @BeforeEach
    void fill() {
        for (int partition = 0; partition < 2; partition++) {
            Shard shard = Shard.open(partition, folder.resolve("" + partition), memory, Documents.DIMENSION);
            shard.load();
            List<Shard.Arrival> arrivals = new ArrayList<>();
            for (int i = 0; i < PER_SHARD; i++) {
                Embedding document = Documents.of("s", "d" + partition + "-" + i, Documents.vector(random));
                VectorsCodec.Wire wire = VectorsCodec.encode(document);
                arrivals.add(new Shard.Arrival(i, wire.key(), wire.value(), document));
            }
            shard.apply(arrivals);
            shards.owned(shard);
        }
    }

    @AfterEach
    void close() {
        shards.all().forEach(Shard::close);
        memory.close();
    }

    @Test
    void theMetricIsTheRecallThatUsersHave() {
        store.tune();
        double expected = 0;
        // Vectors without any order: the hardest there are for lists, and no query is like a document.
        for (int i = 0; i < 60; i++) {
            FloatVector query = Documents.vector(random);
            List<String> truth = ids(new NearestQuery(query, Filter.ALL, 10, null, true, null));
            List<String> found = ids(new NearestQuery(query, Filter.ALL, 10, null, false, 0.7, null));
            expected += truth.stream().filter(found::contains).count() / 10.0 / 60;
        }
        store.tune();

        double measured = gauge("vectide.indexer.recall");
        assertThat(measured).isEqualTo(expected, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(measured).isBetween(0.5, 0.95);
        assertThat(gauge("vectide.indexer.recall.low")).isLessThan(measured);
        assertThat(gauge("vectide.indexer.recall.high")).isGreaterThan(measured);
    }

    /** Queries come from one corner, where documents do not: what documents need is not what they need. */
    @Test
    void usersQueriesDecideHowFarToLookOnceThereAreEnough() {
        Tuner tuner = new Tuner();
        List<Shard> all = List.copyOf(shards.all());
        assertThat(tuner.margin("s", 0.9)).isEqualTo(Double.POSITIVE_INFINITY);
        tuner.tune(all, 0);
        double byDocuments = tuner.margin("s", 0.9);
        List<float[]> needed = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            FloatVector query = cornered().normalised();
            if (i == 199) {
                tuner.tune(all, 0);
                assertThat(tuner.margin("s", 0.9)).as("not enough yet").isEqualTo(byDocuments);
            }
            tuner.asked("s", query);
            needed.add(Shard.askAll(all, "s", parts -> Calibration.observe(parts, query, 10, 0, null)));
        }
        tuner.tune(all, 0);
        assertThat(tuner.margin("s", 0.9))
                .isEqualTo(Calibration.of(needed).margin(0.9))
                .isNotEqualTo(byDocuments);
    }

    private FloatVector cornered() {
        float[] values = Documents.vector(random).toArray();
        values[0] += 1;
        values[1] += 1;
        return FloatVector.owning(values);
    }

    private List<String> ids(NearestQuery query) {
        return store.nearest("s", query).stream()
                .map(hit -> hit.document().key().document())
                .toList();
    }

    private double gauge(String name) {
        return registry.get(name).tag("stream", "s").gauge().value();
    }
}
