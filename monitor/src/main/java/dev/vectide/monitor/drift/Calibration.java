package dev.vectide.monitor.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import dev.vectide.monitor.stats.StateBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What each statistic does while nothing changes: its values on {@value #PANES} panes drawn from the pinned reference,
 * each compared with the rest of the reference. A pane's conformal p-value is (1 + #{calibration ≥ s})/(n₀ + 1).
 */
final class Calibration {
    static final int PANES = 500;
    private static final long SEED = 0x6472696674L;
    private static final double[] KAPPA = {.1, .3, .5, .7};

    /** By detector, ascending. */
    private final double[][] values;

    /** @param values of each detector, ascending */
    Calibration(double[][] values) {
        this.values = values;
    }

    /** Draws panes of {@code window} vectors from the reference, seeded. */
    static Calibration of(List<float[]> reference, Summary whole, int window) {
        double[][] values = new double[Detectors.COUNT][PANES];
        Rng rng = new Rng(SEED);
        int[] order = new int[reference.size()];
        Arrays.setAll(order, i -> i);
        for (int pane = 0; pane < PANES; pane++) {
            Summary drawn = Summary.of(draw(reference, order, window, rng));
            Detectors detectors = Detectors.between(drawn, whole.without(drawn));
            for (int k = 0; k < Detectors.COUNT; k++) {
                values[k][pane] = detectors.get(k);
            }
        }
        for (double[] one : values) {
            Arrays.sort(one);
        }
        return new Calibration(values);
    }

    /** The first steps of a Fisher-Yates shuffle of {@code order}, which stays a permutation. */
    private static List<float[]> draw(List<float[]> reference, int[] order, int window, Rng rng) {
        List<float[]> drawn = new ArrayList<>(window);
        for (int i = 0; i < window; i++) {
            int j = i + rng.below(order.length - i);
            int chosen = order[j];
            order[j] = order[i];
            order[i] = chosen;
            drawn.add(reference.get(chosen));
        }
        return drawn;
    }

    double pValue(int detector, double statistic) {
        double[] calibration = values[detector];
        int atLeast = 0;
        for (int i = calibration.length - 1; i >= 0 && calibration[i] >= statistic; i--) {
            atLeast++;
        }
        return (1.0 + atLeast) / (calibration.length + 1);
    }

    /** Mean of κp^(κ−1) over κ = .1, .3, .5, .7 (Vovk and Wang 2021): mean at most 1 for a valid p. */
    static double eValue(double p) {
        double sum = 0;
        for (double kappa : KAPPA) {
            sum += kappa * Math.pow(p, kappa - 1);
        }
        return sum / KAPPA.length;
    }

    void write(DataOutput out) throws IOException {
        for (double[] one : values) {
            StateBytes.writeDoubles(one, out);
        }
    }

    static Calibration read(DataInput in) throws IOException {
        double[][] values = new double[Detectors.COUNT][];
        for (int k = 0; k < values.length; k++) {
            values[k] = StateBytes.readDoubles(in);
        }
        return new Calibration(values);
    }
}
