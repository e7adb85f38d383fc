package dev.vectide.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.evaluate.Drawn;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Against loops over all thresholds and all pairs. */
@ParameterizedClass
@ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
class DetectionTest {
    @Parameter
    private long seed;

    private double[] scores;
    private boolean[] labels;
    private Detection detection;

    @BeforeEach
    void draw() {
        Drawn drawn = new Drawn(seed);
        int n = drawn.size(2, 60);
        scores = drawn.scores(n, 14);
        labels = drawn.flags(n);
        detection = Detection.of(scores, labels);
    }

    private double taken(double threshold, boolean label) {
        return IntStream.range(0, scores.length)
                .filter(i -> scores[i] >= threshold && labels[i] == label)
                .count();
    }

    private double[] thresholds() {
        return Arrays.stream(scores).distinct().map(score -> -score).sorted().map(score -> -score).toArray();
    }

    @Test
    void aurocIsTheShareOfPairsInOrder() {
        double inOrder = 0;
        double pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (labels[i] && !labels[j]) {
                    pairs++;
                    inOrder += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        assertThat(detection.auroc()).isCloseTo(inOrder / pairs, within(1e-9));
    }

    @Test
    void averagePrecisionIsTheSumOverThresholds() {
        double sum = 0;
        double before = 0;
        double positives = taken(Double.NEGATIVE_INFINITY, true);
        for (double threshold : thresholds()) {
            double right = taken(threshold, true);
            sum += (right - before) / positives * right / (right + taken(threshold, false));
            before = right;
        }
        assertThat(detection.averagePrecision()).isCloseTo(sum, within(1e-9));
    }

    @Test
    void theFalsePositiveRateIsThatOfTheFirstThresholdWithTheRecall() {
        double positives = taken(Double.NEGATIVE_INFINITY, true);
        double first = Arrays.stream(thresholds())
                .filter(threshold -> taken(threshold, true) >= 0.95 * positives - 1e-9)
                .findFirst()
                .orElseThrow();
        double expected = taken(first, false) / taken(Double.NEGATIVE_INFINITY, false);
        assertThat(detection.falsePositiveRate(0.95)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void theThresholdForAPrecisionIsTheLowestThatHasIt() {
        double lowest = Arrays.stream(thresholds())
                .filter(threshold -> taken(threshold, true) > 0
                        && taken(threshold, true) / (taken(threshold, true) + taken(threshold, false)) >= 0.5 - 1e-12)
                .min()
                .orElse(Double.NaN);
        assertThat(detection.thresholdFor(0.5)).isEqualTo(Double.valueOf(lowest));
        if (!Double.isNaN(lowest)) {
            assertThat(detection.recallAt(lowest))
                    .isCloseTo(taken(lowest, true) / taken(Double.NEGATIVE_INFINITY, true), within(1e-9));
        }
    }

    /** The expectation over orders of equal scores, from a mean over each score's labels. */
    @Test
    void precisionAtKIsExpectedOverTies() {
        int k = Math.max(1, scores.length / 2);
        double[] sorted = Arrays.stream(scores).map(score -> -score).sorted().map(score -> -score).limit(k).toArray();
        double right = 0;
        for (double score : sorted) {
            right += IntStream.range(0, scores.length)
                    .filter(i -> scores[i] == score)
                    .mapToDouble(i -> labels[i] ? 1 : 0)
                    .average()
                    .orElseThrow();
        }
        assertThat(detection.precisionAt(k)).isCloseTo(right / k, within(1e-9));
    }

    @Test
    void theBestThresholdIsTheBestOfAllPlacesInTheRanking() {
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        double f1 = 0;
        double accuracy = 0;
        for (int taken = 1; taken < order.length; taken++) {
            double right = Arrays.stream(order).limit(taken).filter(i -> labels[i]).count();
            double missed = Arrays.stream(order).skip(taken).filter(i -> labels[i]).count();
            double wrong = taken - right;
            f1 = Math.max(f1, right == 0 ? 0 : 2 * right / (2 * right + wrong + missed));
            accuracy = Math.max(accuracy, (order.length - wrong - missed) / order.length);
        }
        assertThat(BestThreshold.f1(scores, labels).value()).isCloseTo(f1, within(1e-9));
        assertThat(BestThreshold.accuracy(scores, labels).value()).isCloseTo(accuracy, within(1e-9));
    }
}
