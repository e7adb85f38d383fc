package dev.vectide.bench.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final int D = 12;

    private static float[][] normal(int n, double shift, long seed) {
        Random random = new Random(seed);
        float[][] vectors = new float[n][D];
        for (float[] vector : vectors) {
            for (int j = 0; j < D; j++) {
                vector[j] = (float) (random.nextGaussian() + shift);
            }
        }
        return vectors;
    }

    /** Of equally many values: the mean distance of those of equal rank. */
    @Test
    void wassersteinOfEqualSizes() {
        float[] a = {0, 1, 5, 7};
        float[] b = {1, 1, 2, 9};

        assertThat(Rules.wasserstein(a, b)).isCloseTo((1 + 0 + 3 + 2) / 4.0, within(1e-12));
    }

    /** Every value repeated is the same distribution. */
    @Test
    void wassersteinOfOtherSizes() {
        float[] a = {0, 1, 5};
        float[] b = {2, 3, 3, 8};
        float[] long1 = {0, 0, 0, 0, 1, 1, 1, 1, 5, 5, 5, 5};
        float[] long2 = {2, 2, 2, 3, 3, 3, 3, 3, 3, 8, 8, 8};

        assertThat(Rules.wasserstein(a, b)).isCloseTo(Rules.wasserstein(long1, long2), within(1e-9));
    }

    @Test
    void aLargeShiftIsCalledByAll() {
        Map<String, Boolean> drifted = new Rules(normal(1000, 0, 1)).drifted(normal(400, 1, 2), 3);

        assertThat(drifted).containsOnlyKeys("model", "distance", "ratio", "mmd");
        assertThat(drifted.values()).containsOnly(true);
    }

    @Test
    void equalSamplesAreCalledByNone() {
        float[][] same = normal(1000, 0, 1);
        Map<String, Boolean> drifted = new Rules(same).drifted(Arrays.copyOf(same, 1000), 3);

        assertThat(drifted).containsEntry("distance", false).containsEntry("ratio", false).containsEntry("mmd", false);
    }
}
