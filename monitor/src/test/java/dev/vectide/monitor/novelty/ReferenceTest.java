package dev.vectide.monitor.novelty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.monitor.nearest.Items;
import dev.vectide.monitor.nearest.Knn;
import dev.vectide.monitor.nearest.KnnTest;
import dev.vectide.monitor.stats.Sample;
import dev.vectide.monitor.stats.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    private static final int K = 5;
    private static final int CALIBRATION = 120;

    private static Reference pin(List<float[]> units) {
        Sample reservoir = new Sample(units.size() - CALIBRATION);
        List<Sample.Item> items = Items.of(units);
        items.subList(CALIBRATION, items.size()).forEach(reservoir::add);
        return Reference.of(reservoir, items.subList(0, CALIBRATION), K);
    }

    /** Mean distance to the K nearest of the vectors that are not held out. */
    private static double distance(List<float[]> reference, float[] query) {
        return Arrays.stream(KnnTest.similarities(reference, query))
                .map(similarity -> 1 - similarity)
                .sorted()
                .limit(K)
                .average()
                .orElseThrow();
    }

    /** (1 + #{calibration ≥ s})/(n + 1), each distance taken to the vectors that are not held out. */
    @Test
    void pIsSplitConformal() {
        List<float[]> units = Vectors.units(520, 10, 41);
        Reference reference = pin(units);
        List<float[]> normal = units.subList(CALIBRATION, 520);
        double[] held = units.subList(0, CALIBRATION).stream().mapToDouble(unit -> distance(normal, unit)).toArray();

        assertThat(reference.calibrationSize()).isEqualTo(CALIBRATION);
        assertThat(reference.knn.size()).isEqualTo(400);
        assertThat(reference.calibrationMean())
                .isCloseTo(Arrays.stream(held).average().orElseThrow(), within(1e-5));
        for (float[] unit : Vectors.units(60, 10, 42)) {
            double s = distance(normal, unit);
            double least = (1 + count(held, s + 1e-5)) / (CALIBRATION + 1.0);
            double most = (1 + count(held, s - 1e-5)) / (CALIBRATION + 1.0);
            double p = reference.pValue(Items.nearest(reference.knn, unit, "new", K).distance());
            assertThat(p).isBetween(least, most);
        }
    }

    @Test
    void tiesCountAsNoLess() {
        Reference reference = pin(Vectors.units(520, 10, 43));
        List<Double> held = new ArrayList<>();
        for (Sample.Item item : Items.of(Vectors.units(520, 10, 43)).subList(0, CALIBRATION)) {
            held.add(Items.nearest(reference.knn, item.unit(), item.document(), K).distance());
        }
        for (double distance : held) {
            long atLeast = held.stream().filter(other -> other >= distance).count();
            assertThat(reference.pValue(distance)).isEqualTo((1.0 + atLeast) / (CALIBRATION + 1));
        }
        assertThat(reference.pValue(0)).isEqualTo(1);
        assertThat(reference.pValue(3)).isEqualTo(1.0 / (CALIBRATION + 1));
    }

    private static long count(double[] held, double atLeast) {
        return Arrays.stream(held).filter(one -> one >= atLeast).count();
    }
}
