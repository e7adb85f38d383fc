package dev.vectide.monitor.novelty;

/**
 * The e-value of m anomalies among n scores, against the hypothesis that a score is an anomaly with probability at most
 * p₀ = α + 3√(α(1 − α)/n_cal): the chosen rate, and three standard deviations of what one calibration set makes of it.
 * Mean of the likelihood ratios (q/p₀)^m ((1 − q)/(1 − p₀))^(n − m) over q = 2, 5, 10, 20 times p₀; each grows with m, so
 * its mean is at most 1 for every probability up to p₀.
 */
final class RateEvidence {
    private static final double[] FACTORS = {2, 5, 10, 20};
    private static final double HIGHEST = 0.95;
    private static final double CEILING = 600;

    private RateEvidence() {}

    static double nullRate(double alpha, int calibration) {
        return alpha + 3 * Math.sqrt(alpha * (1 - alpha) / calibration);
    }

    static double eValue(long anomalies, long scored, double nullRate) {
        double sum = 0;
        for (double factor : FACTORS) {
            double q = Math.min(factor * nullRate, Math.max(HIGHEST, nullRate));
            double log = anomalies * Math.log(q / nullRate)
                    + (scored - anomalies) * (Math.log1p(-q) - Math.log1p(-nullRate));
            sum += Math.exp(Math.min(CEILING, log));
        }
        return sum / FACTORS.length;
    }
}
