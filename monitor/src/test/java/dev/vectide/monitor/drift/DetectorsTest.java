package dev.vectide.monitor.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.monitor.stats.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The drift statistics against their formulas, with the means, variances and pairs of all vectors taken one by one. */
class DetectorsTest {
    private static final Percentage CLOSE = Percentage.withPercentage(1e-6);

    @ParameterizedTest(name = "{0} against {1} vectors of {2} dimensions")
    @CsvSource({"50, 400, 8", "200, 200, 24", "2, 10, 3", "37, 1000, 16"})
    void areTheirFormulas(int window, int reference, int d) {
        List<float[]> now = Vectors.units(window, d, 11);
        List<float[]> normal = Vectors.units(reference, d, 12);

        Detectors detectors = Detectors.between(summary(now), summary(normal));

        double f = (double) window * reference / (window + reference);
        double centroid = 0;
        double topMean = 0;
        double topVariance = 0;
        for (int j = 0; j < d; j++) {
            double delta = mean(now, j) - mean(normal, j);
            centroid += f * delta * delta;
            topMean = Math.max(topMean, Math.sqrt(f) * Math.abs(delta) / Math.sqrt(variance(normal, j)));
            topVariance = Math.max(
                    topVariance, Math.sqrt(f) * Math.abs(Math.log(variance(now, j) / variance(normal, j))));
        }
        double dispersion = Math.sqrt(f) * Math.abs(Vectors.cosines(now)[0] - Vectors.cosines(normal)[0]);
        assertThat(detectors.centroid()).isCloseTo(centroid, CLOSE);
        assertThat(detectors.dispersion()).isCloseTo(dispersion, CLOSE);
        // The floor of 1e-9 under a variance may show in the fifth digit.
        assertThat(detectors.mean()).isCloseTo(topMean, Percentage.withPercentage(1e-3));
        assertThat(detectors.variance()).isCloseTo(topVariance, Percentage.withPercentage(1e-3));
    }

    @Test
    void theDimensionThatMovedMostIsNamed() {
        List<float[]> normal = Vectors.units(400, 12, 13);
        List<float[]> shifted = changed(normal, 4, x -> x + 0.3f);
        List<float[]> stretched = changed(normal, 9, x -> 5 * x);

        assertThat(between(shifted, normal).meanDimension()).isEqualTo(4);
        assertThat(between(stretched, normal).varianceDimension()).isEqualTo(9);
    }

    /** What a dimension does that is dead in the reference would else outshine all others. */
    @Test
    void dimensionsDeadInTheReferenceAreNotLookedAtOneByOne() {
        List<float[]> normal = changed(Vectors.units(400, 12, 13), 3, x -> 1e-4f * x);
        List<float[]> now = changed(changed(Vectors.units(400, 12, 14), 3, x -> 0.02f * x), 7, x -> x + 0.2f);

        Detectors detectors = between(now, normal);

        Detectors without = between(changed(now, 3, x -> 0), changed(normal, 3, x -> 0));
        assertThat(detectors.mean()).isEqualTo(without.mean());
        assertThat(detectors.variance()).isEqualTo(without.variance());
        assertThat(detectors.meanDimension()).isEqualTo(7);
    }

    /** Welch's figures: under no change T·ν/tr Σ has mean ν = (tr Σ)²/tr Σ² and variance 2ν, the effective dimension. */
    @Test
    void theCentroidStatisticHasTheDegreesOfFreedomOfItsSpectrum() {
        int d = 10;
        double[][] covariance = Vectors.covariance(Vectors.units(40_000, d, 14));
        double trace = 0;
        double square = 0;
        for (int i = 0; i < d; i++) {
            trace += covariance[i][i];
            for (int j = 0; j < d; j++) {
                square += covariance[i][j] * covariance[i][j];
            }
        }
        double nu = trace * trace / square;
        int draws = 1500;
        double[] scaled = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            List<float[]> pool = Vectors.units(90, d, 1_000 + draw);
            scaled[draw] = between(pool.subList(0, 30), pool.subList(30, 90)).centroid() * nu / trace;
        }

        double mean = Arrays.stream(scaled).average().orElseThrow();
        double variance = Arrays.stream(scaled).map(x -> (x - mean) * (x - mean)).sum() / (draws - 1);
        // Four standard errors: of a mean, and of a variance where the kurtosis is that of χ²_ν, 3 + 12/ν.
        assertThat(mean).isCloseTo(nu, within(4 * Math.sqrt(2 * nu / draws)));
        assertThat(variance).isCloseTo(2 * nu, within(4 * 2 * nu * Math.sqrt((2 + 12 / nu) / draws)));
    }

    @Test
    void equalVectorsOnBothSidesHaveNotMoved() {
        List<float[]> one = Vectors.units(1, 24, 15);
        Summary reference = summary(repeated(one, 777));

        for (int n : new int[] {2, 50, 333, 500}) {
            Detectors detectors = Detectors.between(summary(repeated(one, n)), reference);
            for (int k = 0; k < Detectors.COUNT; k++) {
                assertThat(detectors.get(k)).as("detector " + k + " of " + n).isZero();
            }
        }
    }

    /** √f·(a_w − a_r)/√(a_r(1 − a_r)), and Σ(O − E)²/E over both samples. */
    @Test
    void marksAreComparedByTheirFormulas() {
        int[] now = {30, 12, 8};
        int[] normal = {200, 150, 50};
        Summary window = marked(now, 6);
        Summary reference = marked(normal, 10);

        Detectors detectors = Detectors.between(window, reference);

        double chiSquare = 0;
        for (int c = 0; c < 3; c++) {
            double expectedNow = 50.0 * (now[c] + normal[c]) / 450;
            double expectedNormal = 400.0 * (now[c] + normal[c]) / 450;
            chiSquare += Math.pow(now[c] - expectedNow, 2) / expectedNow
                    + Math.pow(normal[c] - expectedNormal, 2) / expectedNormal;
        }
        double share = 10.0 / 400;
        double far = Math.sqrt(50 * 400 / 450.0) * (6.0 / 50 - share) / Math.sqrt(share * (1 - share));
        assertThat(detectors.clusters()).isCloseTo(chiSquare, CLOSE);
        assertThat(detectors.neighbours()).isCloseTo(far, CLOSE);
    }

    private static Summary marked(int[] clusters, int far) {
        Summary summary = new Summary(1, clusters.length);
        for (int c = 0; c < clusters.length; c++) {
            for (int i = 0; i < clusters[c]; i++) {
                summary.add(new float[] {1}, new Mark(c, summary.n() < far));
            }
        }
        return summary;
    }

    @Test
    void mergedSummariesAreTheSummaryOfAll() {
        List<float[]> all = Vectors.units(300, 12, 16);
        Summary merged = summary(all.subList(0, 100));
        merged.profile();
        merged.merge(summary(all.subList(100, 300)));
        Summary direct = summary(all);

        assertThat(merged.n()).isEqualTo(300);
        assertThat(merged.trace()).isCloseTo(direct.trace(), CLOSE);
        assertThat(merged.meanCosine()).isCloseTo(direct.meanCosine(), CLOSE);
        for (int j = 0; j < 12; j++) {
            assertThat(merged.mean(j)).isCloseTo(direct.mean(j), within(1e-12));
            assertThat(merged.variance(j)).isCloseTo(direct.variance(j), within(1e-12));
        }
    }

    private static Summary summary(List<float[]> units) {
        return Summary.of(units, Collections.nCopies(units.size(), new Mark(0, false)), 1);
    }

    @Test
    void summariesAreTheBatchFormulas() {
        List<float[]> vectors = Vectors.units(250, 12, 17);
        Summary summary = summary(vectors);

        double trace = 0;
        for (int j = 0; j < 12; j++) {
            assertThat(summary.mean(j)).isCloseTo(mean(vectors, j), within(1e-12));
            assertThat(summary.variance(j)).isCloseTo(variance(vectors, j), within(1e-12));
            trace += variance(vectors, j);
        }
        assertThat(summary.trace()).isCloseTo(trace, CLOSE);
        assertThat(summary.meanCosine()).isCloseTo(Vectors.cosines(vectors)[0], CLOSE);
    }

    private static Detectors between(List<float[]> window, List<float[]> reference) {
        return Detectors.between(summary(window), summary(reference));
    }

    private interface Change {
        float of(float value);
    }

    private static List<float[]> changed(List<float[]> vectors, int j, Change change) {
        return vectors.stream()
                .map(float[]::clone)
                .peek(vector -> vector[j] = change.of(vector[j]))
                .toList();
    }

    private static List<float[]> repeated(List<float[]> vectors, int n) {
        List<float[]> repeated = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            repeated.add(vectors.get(i % vectors.size()));
        }
        return repeated;
    }

    private static double mean(List<float[]> vectors, int j) {
        return vectors.stream().mapToDouble(vector -> vector[j]).sum() / vectors.size();
    }

    private static double variance(List<float[]> vectors, int j) {
        double mean = mean(vectors, j);
        return vectors.stream().mapToDouble(v -> (v[j] - mean) * (v[j] - mean)).sum() / (vectors.size() - 1);
    }
}
