package dev.vectide.monitor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpectrumTest {
    private static final Percentage CLOSE = Percentage.withPercentage(1e-7);

    @Test
    void participationRatioIsTraceSquaredOverFrobenius() {
        List<float[]> units = Vectors.units(300, 16, 1);
        double[][] covariance = Vectors.covariance(units);
        double trace = 0;
        double frobenius = 0;
        for (int i = 0; i < 16; i++) {
            trace += covariance[i][i];
            for (int j = 0; j < 16; j++) {
                frobenius += covariance[i][j] * covariance[i][j];
            }
        }
        Spectrum spectrum = Spectrum.of(units);

        assertThat(spectrum.trace()).isCloseTo(trace, CLOSE);
        assertThat(spectrum.participationRatio()).isCloseTo(trace * trace / frobenius, CLOSE);
    }

    /** The steps of Rudman et al. 2022 on the eigenvalues: normalise their length to √d, measure the defect, rescale. */
    @Test
    void isoScoreIsThePapers() {
        List<float[]> units = Vectors.units(300, 16, 2);
        int d = 16;
        double[] eigenvalues = Vectors.eigenvalues(Vectors.covariance(units));
        double norm = 0;
        for (double value : eigenvalues) {
            norm += value * value;
        }
        double defect = 0;
        for (double value : eigenvalues) {
            double scaled = Math.sqrt(d) * value / Math.sqrt(norm);
            defect += (scaled - 1) * (scaled - 1);
        }
        double delta = Math.sqrt(defect) / Math.sqrt(2 * (d - Math.sqrt(d)));
        double k = Math.pow(d - delta * delta * (d - Math.sqrt(d)), 2) / d;

        assertThat(Spectrum.of(units).isoScore()).isCloseTo((k - 1) / (d - 1), CLOSE);
    }

    @Test
    void effectiveRankAndStableRankFollowTheEigenvalues() {
        List<float[]> units = Vectors.units(250, 12, 3);
        double[] eigenvalues = Vectors.eigenvalues(Vectors.covariance(units));
        double trace = 0;
        double largest = 0;
        for (double value : eigenvalues) {
            trace += value;
            largest = Math.max(largest, value);
        }
        double entropy = 0;
        for (double value : eigenvalues) {
            entropy -= value / trace * Math.log(value / trace);
        }
        Spectrum spectrum = Spectrum.of(units);

        assertThat(spectrum.effectiveRank()).isCloseTo(Math.exp(entropy), CLOSE);
        assertThat(spectrum.stableRank()).isCloseTo(trace / largest, CLOSE);
    }

    @Test
    void rankMeIsTakenOfTheUncentredSingularValues() {
        List<float[]> units = Vectors.units(250, 12, 4);
        double[][] gram = new double[12][12];
        for (float[] unit : units) {
            for (int i = 0; i < 12; i++) {
                for (int j = 0; j < 12; j++) {
                    gram[i][j] += (double) unit[i] * unit[j];
                }
            }
        }
        double[] singular = Vectors.eigenvalues(gram);
        double total = 0;
        for (int i = 0; i < 12; i++) {
            singular[i] = Math.sqrt(singular[i]);
            total += singular[i];
        }
        double entropy = 0;
        for (double value : singular) {
            double p = value / total + 1e-7;
            entropy -= p * Math.log(p);
        }

        assertThat(Spectrum.of(units).rankMe()).isCloseTo(Math.exp(entropy), CLOSE);
    }

    /** The slope as the covariance of the logarithms over the variance of those of the ranks. */
    @ParameterizedTest(name = "{0} dimensions, from rank {1}")
    @CsvSource({"12, 1", "44, 10"})
    void alphaIsTheSlopeOfTheLogarithms(int d, int first) {
        List<float[]> units = Vectors.units(6 * d, d, 6);
        double[] eigenvalues = Arrays.stream(Vectors.eigenvalues(Vectors.covariance(units))).sorted().toArray();
        double[] x = IntStream.rangeClosed(first, d / 2).mapToDouble(Math::log).toArray();
        double[] y = IntStream.rangeClosed(first, d / 2).mapToDouble(i -> Math.log(eigenvalues[d - i])).toArray();
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = Arrays.stream(y).average().orElseThrow();
        double both = IntStream.range(0, x.length).mapToDouble(i -> (x[i] - meanX) * (y[i] - meanY)).sum();
        double own = Arrays.stream(x).map(one -> (one - meanX) * (one - meanX)).sum();

        assertThat(Spectrum.of(units).alphaReq()).isCloseTo(-both / own, CLOSE);
    }

    @Test
    void cosineSdIsThatOfAllPairs() {
        List<float[]> units = Vectors.units(200, 10, 5);
        assertThat(Spectrum.of(units).cosineSd()).isCloseTo(Vectors.cosines(units)[1], Percentage.withPercentage(1e-4));
    }

    @Test
    void axesWeighedAlikeHaveFullRank() {
        List<float[]> axes = new ArrayList<>();
        for (int i = 0; i < 1600; i++) {
            float[] axis = new float[8];
            axis[i % 8] = i % 16 < 8 ? 1 : -1;
            axes.add(axis);
        }
        Spectrum spectrum = Spectrum.of(axes);

        assertThat(spectrum.participationRatio()).isCloseTo(8, within(1e-9));
        assertThat(spectrum.effectiveRank()).isCloseTo(8, within(1e-9));
        assertThat(spectrum.isoScore()).isCloseTo(1, within(1e-9));
        assertThat(spectrum.tailVariance(8)).isCloseTo(spectrum.trace() / 2, within(1e-9));
    }
}
