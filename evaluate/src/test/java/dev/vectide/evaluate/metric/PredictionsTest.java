package dev.vectide.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.evaluate.Drawn;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void scoresAreThoseOfCounts(long seed) {
        Drawn drawn = new Drawn(seed);
        int n = drawn.size(1, 80);
        int[] truth = drawn.labels(n, 6);
        int[] told = drawn.labels(n, 6);

        double f1 = IntStream.range(0, 6)
                .filter(label -> count(truth, label) + count(told, label) > 0)
                .mapToDouble(label -> {
                    double right = IntStream.range(0, n).filter(i -> truth[i] == label && told[i] == label).count();
                    double precision = count(told, label) == 0 ? 0 : right / count(told, label);
                    double recall = count(truth, label) == 0 ? 0 : right / count(truth, label);
                    return right == 0 ? 0 : 2 / (1 / precision + 1 / recall);
                })
                .average()
                .orElseThrow();
        double right = IntStream.range(0, n).filter(i -> truth[i] == told[i]).count();

        assertThat(Predictions.macroF1(truth, told)).isCloseTo(f1, within(1e-9));
        assertThat(Predictions.accuracy(truth, told)).isCloseTo(right / n, within(1e-9));
    }

    private static double count(int[] values, int label) {
        return IntStream.of(values).filter(value -> value == label).count();
    }

    @Test
    void theThresholdIsHalfwayBetweenNeighbours() {
        BestThreshold best = BestThreshold.f1(new double[] {0.9, 0.1, 0.5}, new boolean[] {true, false, true});

        assertThat(best.value()).isEqualTo(1);
        assertThat(best.threshold()).isCloseTo(0.3, within(1e-12));
    }
}
