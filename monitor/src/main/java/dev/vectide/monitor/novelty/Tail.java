package dev.vectide.monitor.novelty;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The far end of the calibration distances, by peaks over a threshold as in SPOT (Siffert et al. 2017): above t, their 98 %
 * quantile, the excess has a {@link Pareto} distribution, so that P(S > s) = N_t/n · P(Y > s − t).
 *
 * @param threshold t
 * @param share N_t/n
 */
record Tail(double threshold, double share, Pareto pareto) {
    private static final double QUANTILE = 0.98;
    /** With fewer peaks there is nothing to fit. */
    private static final int LEAST = 10;

    /**
     * Null where the distances are too few.
     *
     * @param ascending distances
     */
    static @Nullable Tail of(double[] ascending) {
        int n = ascending.length;
        if (n == 0) {
            return null;
        }
        double threshold = ascending[(int) Math.ceil(QUANTILE * n) - 1];
        double[] excesses = Arrays.stream(ascending)
                .filter(distance -> distance > threshold)
                .map(distance -> distance - threshold)
                .toArray();
        return excesses.length < LEAST
                ? null
                : new Tail(threshold, (double) excesses.length / n, Pareto.fit(excesses));
    }

    /** P(S > distance), for a distance of at least t. */
    double survival(double distance) {
        return share * pareto.survival(distance - threshold);
    }
}
