package dev.vectide.monitor.stats;

/** The standard normal distribution. */
public final class Normal {
    private static final double WIDEST = 40;
    private static final double SERIES_UP_TO = 3;

    private Normal() {}

    /** P(Z > z), to a relative error of about 1e-9 for z up to 30. */
    public static double upperTail(double z) {
        if (z < 0) {
            return 1 - upperTail(-z);
        }
        return z < SERIES_UP_TO ? 0.5 - series(z) : density(z) / fraction(z);
    }

    /** Φ(z) − ½ = φ(z)·(z + z³/3 + z⁵/15 + …). */
    private static double series(double z) {
        double term = z;
        double sum = z;
        for (int k = 3; term > 1e-18 * sum; k += 2) {
            term *= z * z / k;
            sum += term;
        }
        return density(z) * sum;
    }

    /** z + 1/(z + 2/(z + 3/(…))), Laplace's continued fraction of φ(z)/P(Z > z). */
    private static double fraction(double z) {
        double value = z;
        for (int k = 200; k > 0; k--) {
            value = z + k / value;
        }
        return value;
    }

    private static double density(double z) {
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }

    /** The z with P(Z ≤ z) = p, by halving. */
    public static double quantile(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("quantile of " + p + ": expected between 0 and 1");
        }
        if (p < 0.5) {
            return -quantile(1 - p);
        }
        double low = 0;
        double high = WIDEST;
        while (high - low > 1e-12 * (1 + high)) {
            double middle = (low + high) / 2;
            if (upperTail(middle) > 1 - p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
