package dev.vectide.monitor.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.monitor.Traffic;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Every statistic against its definition, written out over the vectors in double. */
class DetectorsTest {
    private static final int D = 12;
    private static final Percentage CLOSE = Percentage.withPercentage(1e-8);

    private final List<float[]> window = vectors(1, 70, 0, 3);
    private final List<float[]> reference = vectors(2, 400, 1, 5);

    private static List<float[]> vectors(long seed, int n, int from, int to) {
        Traffic traffic = new Traffic(9, D, 5, 1, 0.7);
        traffic.random.setSeed(seed);
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            vectors.add(traffic.near(from + i % (to - from)));
        }
        return vectors;
    }

    private static double mean(List<float[]> vectors, int j) {
        return vectors.stream().mapToDouble(vector -> vector[j]).sum() / vectors.size();
    }

    private static double variance(List<float[]> vectors, int j) {
        double mean = mean(vectors, j);
        return vectors.stream().mapToDouble(vector -> (vector[j] - mean) * (vector[j] - mean)).sum() / (vectors.size() - 1);
    }

    private static double meanCosine(List<float[]> vectors) {
        double sum = 0;
        for (float[] a : vectors) {
            for (float[] b : vectors) {
                if (a != b) {
                    for (int j = 0; j < D; j++) {
                        sum += (double) a[j] * b[j];
                    }
                }
            }
        }
        return sum / vectors.size() / (vectors.size() - 1);
    }

    private double f() {
        return (double) window.size() * reference.size() / (window.size() + reference.size());
    }

    @Test
    void centroidIsTheScaledSquaredDistanceOfTheMeans() {
        double squared = 0;
        for (int j = 0; j < D; j++) {
            double delta = mean(window, j) - mean(reference, j);
            squared += delta * delta;
        }
        assertThat(detectors().centroid()).isCloseTo(f() * squared, CLOSE);
    }

    @Test
    void dispersionIsTheScaledDifferenceOfTheMeanCosinesOverAllPairs() {
        double expected = Math.sqrt(f()) * Math.abs(meanCosine(window) - meanCosine(reference));
        assertThat(detectors().dispersion()).isCloseTo(expected, Percentage.withPercentage(1e-6));
    }

    @Test
    void meanAndVarianceAreThoseOfTheDimensionThatMovedMost() {
        double mean = 0;
        double variance = 0;
        int meanAt = -1;
        int varianceAt = -1;
        for (int j = 0; j < D; j++) {
            double t = Math.sqrt(f()) * Math.abs(mean(window, j) - mean(reference, j)) / Math.sqrt(variance(reference, j));
            double v = Math.sqrt(f()) * Math.abs(Math.log(variance(window, j) / variance(reference, j)));
            meanAt = t > mean ? j : meanAt;
            mean = Math.max(mean, t);
            varianceAt = v > variance ? j : varianceAt;
            variance = Math.max(variance, v);
        }
        // The floor under variances, 1e-9, moves the figures in the seventh digit.
        assertThat(detectors().mean()).isCloseTo(mean, Percentage.withPercentage(1e-5));
        assertThat(detectors().variance()).isCloseTo(variance, Percentage.withPercentage(1e-4));
        assertThat(detectors().meanDimension()).isEqualTo(meanAt);
        assertThat(detectors().varianceDimension()).isEqualTo(varianceAt);
    }

    @Test
    void aDimensionDeadInBothMovesNothing() {
        List<float[]> one = List.of(new float[] {1, 0}, new float[] {-1, 0}, new float[] {1, 0});
        List<float[]> other = List.of(new float[] {1, 0}, new float[] {-1, 0}, new float[] {-1, 0}, new float[] {1, 0});
        Detectors detectors = Detectors.between(Summary.of(one), Summary.of(other));
        assertThat(detectors.meanDimension()).isZero();
        assertThat(detectors.varianceDimension()).isZero();
        assertThat(detectors.variance()).isFinite();
    }

    @Test
    void theRestOfASampleIsTheSampleWithoutItsPart() {
        List<float[]> rest = reference.subList(100, 400);
        Summary without = Summary.of(reference).without(Summary.of(reference.subList(0, 100)));
        assertThat(without.n()).isEqualTo(300);
        for (int j = 0; j < D; j++) {
            assertThat(without.mean(j)).isCloseTo(mean(rest, j), within(1e-12));
            assertThat(without.variance(j)).isCloseTo(variance(rest, j), within(1e-12));
        }
        assertThat(without.meanCosine()).isCloseTo(meanCosine(rest), within(1e-9));
    }

    private Detectors detectors() {
        return Detectors.between(Summary.of(window), Summary.of(reference));
    }
}
