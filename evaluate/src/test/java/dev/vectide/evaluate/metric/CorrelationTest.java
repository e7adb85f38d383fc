package dev.vectide.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.evaluate.Drawn;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationTest {
    /** A value's rank is the number of smaller ones, and half of the equal ones. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void ranksAreCountsOfSmallerAndHalfOfEqualOnes(long seed) {
        Drawn drawn = new Drawn(seed);
        double[] values = drawn.scores(drawn.size(1, 50), 12);

        double[] ranks = Ranks.of(values);

        for (int i = 0; i < values.length; i++) {
            double value = values[i];
            double smaller = Arrays.stream(values).filter(other -> other < value).count();
            double equal = Arrays.stream(values).filter(other -> other == value).count();
            assertThat(ranks[i]).isEqualTo(smaller + (equal + 1) / 2);
        }
    }

    /** Pearson by its other formula, over all pairs of items. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void correlationsAreThoseOverAllPairsOfItems(long seed) {
        Drawn drawn = new Drawn(seed);
        int n = drawn.size(10, 60);
        double[] x = drawn.scores(n, 12);
        double[] y = drawn.scores(n, 30);

        assertThat(Correlation.pearson(x, y)).isCloseTo(overPairs(x, y), within(1e-9));
        assertThat(Correlation.spearman(x, y)).isCloseTo(overPairs(Ranks.of(x), Ranks.of(y)), within(1e-9));
    }

    private static double overPairs(double[] x, double[] y) {
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                xy += (x[i] - x[j]) * (y[i] - y[j]);
                xx += (x[i] - x[j]) * (x[i] - x[j]);
                yy += (y[i] - y[j]) * (y[i] - y[j]);
            }
        }
        return xy / Math.sqrt(xx * yy);
    }

    @Test
    void minusZeroIsZeroAndAConstantHasNoCorrelation() {
        assertThat(Ranks.of(new double[] {0.0, -0.0, 1})).containsExactly(1.5, 1.5, 3);
        assertThat(Correlation.pearson(new double[] {1, 1}, new double[] {1, 2})).isNaN();
    }
}
