package dev.vectide.monitor.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.monitor.Traffic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final int WINDOW = 60;

    private final Traffic traffic = new Traffic(4, 8, 4, 1, 0.7);

    private List<float[]> vectors(int n) {
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            vectors.add(traffic.near(traffic.random.nextInt(4)));
        }
        return vectors;
    }

    @Test
    void pIsTheShareOfCalibrationPanesAtLeastAsFarWithItselfAmongThem() {
        List<float[]> reference = vectors(1200);
        Calibration calibration = Calibration.of(reference, Summary.of(reference), WINDOW);
        double step = 1.0 / (Calibration.PANES + 1);

        assertThat(calibration.pValue(0, Double.POSITIVE_INFINITY)).isEqualTo(step);
        assertThat(calibration.pValue(0, Double.NEGATIVE_INFINITY)).isEqualTo(1);
        double last = 1;
        for (double statistic = 0; last > step; statistic += 1e-3) {
            double p = calibration.pValue(0, statistic);
            assertThat(p).isLessThanOrEqualTo(last);
            assertThat(p / step).isCloseTo(Math.rint(p / step), within(1e-9));
            last = p;
        }
    }

    /** The mean of κp^(κ−1) over (0, 1] is 1 for each κ, so on the conformal grid, which lies above, it is at most 1. */
    @Test
    void eValuesHaveMeanAtMostOneOnTheConformalGrid() {
        int n = Calibration.PANES + 1;
        double mean = 0;
        for (int i = 1; i <= n; i++) {
            mean += Calibration.eValue((double) i / n) / n;
        }
        assertThat(mean).isLessThanOrEqualTo(1).isGreaterThan(0.8);
        double p = 0.013;
        double expected = (.1 * Math.pow(p, -.9) + .3 * Math.pow(p, -.7) + .5 * Math.pow(p, -.5) + .7 * Math.pow(p, -.3)) / 4;
        assertThat(Calibration.eValue(p)).isCloseTo(expected, within(1e-12));
    }

    /** Panes of the same distribution: each detector's share of p ≤ 0.1 lies where a binomial of 0.1 puts it. */
    @Test
    void pValuesOfNewPanesAreUniformWhileNothingChanges() {
        List<float[]> reference = vectors(6000);
        Summary whole = Summary.of(reference);
        Calibration calibration = Calibration.of(reference, whole, WINDOW);
        int panes = 600;
        int[] low = new int[Detectors.COUNT];
        for (int pane = 0; pane < panes; pane++) {
            Detectors detectors = Detectors.between(Summary.of(vectors(WINDOW)), whole);
            for (int k = 0; k < low.length; k++) {
                low[k] += calibration.pValue(k, detectors.get(k)) <= 0.1 ? 1 : 0;
            }
        }
        // Four standard deviations of the panes and of what 500 calibration panes make of the 0.9 quantile.
        double margin = 4 * Math.sqrt(0.09 / panes + 0.09 / Calibration.PANES);
        for (int count : low) {
            assertThat((double) count / panes).isCloseTo(0.1, within(margin));
        }
    }

    @Test
    void drawnNumbersAreUniformAndSeeded() {
        Rng rng = new Rng(5);
        int[] counts = new int[10];
        for (int i = 0; i < 100_000; i++) {
            counts[rng.below(10)]++;
        }
        for (int count : counts) {
            assertThat(count).isBetween(9_600, 10_400);
        }
        assertThat(new Rng(5).below(1000)).isEqualTo(new Rng(5).below(1000));
    }
}
