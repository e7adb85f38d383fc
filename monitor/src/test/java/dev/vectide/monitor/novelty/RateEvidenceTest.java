package dev.vectide.monitor.novelty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateEvidenceTest {
    /** One likelihood ratio after the other, event by event. */
    @ParameterizedTest(name = "{0} of {1}, null rate {2}")
    @CsvSource({"0, 100, 0.02", "3, 100, 0.02", "40, 500, 0.0194", "7, 7, 0.01", "5, 60, 0.3", "0, 0, 0.02"})
    void isTheMeanOfLikelihoodRatios(int anomalies, int scored, double nullRate) {
        double mean = 0;
        for (double factor : new double[] {2, 5, 10, 20}) {
            double q = Math.min(factor * nullRate, 0.95);
            double ratio = 1;
            for (int i = 0; i < scored; i++) {
                ratio *= i < anomalies ? q / nullRate : (1 - q) / (1 - nullRate);
            }
            mean += ratio / 4;
        }

        assertThat(RateEvidence.eValue(anomalies, scored, nullRate)).isCloseTo(mean, within(1e-9 * mean));
    }

    /** Summed over all outcomes of a binomial distribution. */
    @ParameterizedTest(name = "rate {0} where {1} is allowed")
    @CsvSource({"0, 0.02", "0.01, 0.02", "0.02, 0.02", "0.3, 0.3", "0.96, 0.97"})
    void hasMeanOfAtMostOneUpToTheNullRate(double rate, double nullRate) {
        int n = 80;
        double mean = 0;
        for (int m = 0; m <= n; m++) {
            mean += binomial(n, m, rate) * RateEvidence.eValue(m, n, nullRate);
        }

        assertThat(mean).isLessThanOrEqualTo(1 + 1e-9);
    }

    @Test
    void theNullRateIsTheChosenOneAndThreeStandardDeviationsOfACalibrationSet() {
        assertThat(RateEvidence.nullRate(0.01, 1000)).isCloseTo(0.01 + 3 * Math.sqrt(0.01 * 0.99 / 1000), within(1e-15));
    }

    @Test
    void anythingCanBeAddedUp() {
        double certain = RateEvidence.eValue(1_000_000, 1_000_000, 0.02);

        assertThat(certain).isFinite().isGreaterThan(1e100);
    }

    private static double binomial(int n, int m, double p) {
        double probability = 1;
        for (int i = 0; i < m; i++) {
            probability *= p * (n - i) / (m - i);
        }
        return probability * Math.pow(1 - p, n - m);
    }
}
