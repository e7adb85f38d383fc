package dev.vectide.monitor.drift;

import dev.vectide.monitor.stats.Moments;

/**
 * The statistics that compare two samples of vectors, all growing with the difference and all scaled by f = n_w·n_r/(n_w +
 * n_r), so that samples of other sizes compare alike.
 *
 * @param centroid D1: f‖x̄_w − x̄_r‖² (Bai and Saranadasa 1996)
 * @param dispersion D3: √f·|m₁,w − m₁,r|, the mean pairwise cosine; total variance of unit vectors is the same statistic
 * @param mean D4: max_j √f·|x̄_w,j − x̄_r,j|/sd_r,j
 * @param variance D4: max_j √f·|ln(var_w,j/var_r,j)|
 * @param meanDimension where the mean moved most
 * @param varianceDimension where the variance moved most
 */
record Detectors(
        double centroid, double dispersion, double mean, double variance, int meanDimension, int varianceDimension) {
    static final int COUNT = 4;
    /** Keeps a dimension that is dead in both samples from counting. */
    private static final double FLOOR = 1e-9;

    double get(int detector) {
        return switch (detector) {
            case 0 -> centroid;
            case 1 -> dispersion;
            case 2 -> mean;
            default -> variance;
        };
    }

    static Detectors between(Summary window, Summary reference) {
        double f = (double) window.n() * reference.n() / (window.n() + reference.n());
        double root = Math.sqrt(f);
        double shift = 0;
        double topMean = 0;
        double topVariance = 0;
        int meanAt = 0;
        int varianceAt = 0;
        for (int j = 0; j < window.dimension(); j++) {
            double delta = difference(window.mean(j), reference.mean(j));
            shift += delta * delta;
            double normal = reference.variance(j) + FLOOR;
            double t = root * delta / Math.sqrt(normal);
            double v = root * Math.abs(Math.log((window.variance(j) + FLOOR) / normal));
            if (t > topMean) {
                topMean = t;
                meanAt = j;
            }
            if (v > topVariance) {
                topVariance = v;
                varianceAt = j;
            }
        }
        double dispersion = root * difference(window.meanCosine(), reference.meanCosine());
        return new Detectors(f * shift, dispersion, topMean, topVariance, meanAt, varianceAt);
    }

    /** Without what rounding makes of equal values, which would look odd beside a stream that never varies. */
    private static double difference(double a, double b) {
        double difference = Math.abs(a - b);
        return difference < Moments.ROUNDING ? 0 : difference;
    }
}
