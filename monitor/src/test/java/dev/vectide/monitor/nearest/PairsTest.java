package dev.vectide.monitor.nearest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.monitor.stats.Units;
import dev.vectide.monitor.stats.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the definitions, pair by pair in double. */
class PairsTest {
    @ParameterizedTest(name = "{0} vectors of {1} dimensions, {2} neighbours")
    @CsvSource({"200, 8, 10", "65, 24, 5", "33, 3, 1", "11, 16, 10"})
    void areTheirDefinitions(int n, int d, int k) {
        List<float[]> units = Vectors.units(n, d, 41);

        Pairs pairs = Pairs.of(units, k);

        double sum = 0;
        int[] occurrences = new int[n];
        for (int i = 0; i < n; i++) {
            int self = i;
            for (int j = 0; j < n; j++) {
                if (i != j) {
                    double square = 0;
                    for (int c = 0; c < d; c++) {
                        square += Math.pow((double) units.get(i)[c] - units.get(j)[c], 2);
                    }
                    sum += Math.exp(-2 * square);
                }
            }
            IntStream.range(0, n)
                    .filter(j -> j != self)
                    .boxed()
                    .sorted(Comparator.comparingDouble(j -> -Units.dot(units.get(self), units.get(j))))
                    .limit(k)
                    .forEach(j -> occurrences[j]++);
        }
        double second = IntStream.of(occurrences).mapToDouble(c -> Math.pow(c - k, 2)).average().orElseThrow();
        double third = IntStream.of(occurrences).mapToDouble(c -> Math.pow(c - k, 3)).average().orElseThrow();
        assertThat(pairs.uniformity()).isCloseTo(Math.log(sum / n / (n - 1)), within(1e-5));
        assertThat(pairs.skewness()).isCloseTo(second == 0 ? 0 : third / Math.pow(second, 1.5), within(1e-9));
        assertThat(pairs.largest()).isEqualTo((double) IntStream.of(occurrences).max().orElseThrow() / n);
        assertThat(pairs.orphans()).isEqualTo((double) IntStream.of(occurrences).filter(c -> c == 0).count() / n);
    }

    /** A vector in the middle of many others that point away from each other is a neighbour of all. */
    @Test
    void aHubIsFound() {
        int d = 40;
        List<float[]> star = new ArrayList<>();
        for (int i = 0; i < d; i++) {
            float[] ray = new float[d];
            ray[i] = 1;
            star.add(ray);
        }
        float[] middle = new float[d];
        Arrays.fill(middle, (float) (1 / Math.sqrt(d)));
        star.add(middle);

        assertThat(Pairs.of(star, 1).largest()).isEqualTo((double) d / (d + 1));
    }

    @Test
    void allPairsOfTooFewAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pairs.of(Vectors.units(5, 3, 1), 5))
                .withMessage("5 vectors have no 5 neighbours each");
    }
}
