package dev.vectide.monitor.drift;

import dev.vectide.monitor.stats.Moments;
import java.util.List;

/**
 * The statistics that compare two samples of vectors, all growing with the difference and all scaled by f = n_w·n_r/(n_w +
 * n_r), so that samples of other sizes compare alike.
 *
 * @param centroid D1: f‖x̄_w − x̄_r‖² (Bai and Saranadasa 1996)
 * @param neighbours D2: √f·(a_w − a_r)/√(a_r(1 − a_r)), a the share of vectors far from their neighbours in the reference
 * @param dispersion D3: √f·|m₁,w − m₁,r|, the mean pairwise cosine; total variance of unit vectors is the same statistic
 * @param mean D4: max_j √f·|x̄_w,j − x̄_r,j|/sd_r,j, over dimensions that are not dead in the reference; so below
 * @param variance D4: max_j √f·|ln(var_w,j/var_r,j)|
 * @param clusters D5: two-sample χ² over the clusters of the reference, Σ(O − E)²/E
 * @param meanDimension where the mean moved most
 * @param varianceDimension where the variance moved most
 */
public record Detectors(
        double centroid,
        double neighbours,
        double dispersion,
        double mean,
        double variance,
        double clusters,
        int meanDimension,
        int varianceDimension) {
    /** As figures and findings name them, in the order of {@link #get}. */
    public static final List<String> NAMES = List.of("centroid", "neighbours", "dispersion", "mean", "variance", "clusters");

    public static final int COUNT = 6;
    /** Keeps a dimension that is dead in both samples from counting. */
    static final double FLOOR = 1e-9;

    double get(int detector) {
        return switch (detector) {
            case 0 -> centroid;
            case 1 -> neighbours;
            case 2 -> dispersion;
            case 3 -> mean;
            case 4 -> variance;
            default -> clusters;
        };
    }

    static Detectors between(Summary window, Summary reference) {
        double f = (double) window.n() * reference.n() / (window.n() + reference.n());
        double root = Math.sqrt(f);
        Summary.Profile now = window.profile();
        Summary.Profile normal = reference.profile();
        double shift = 0;
        double topMean = 0;
        double highest = 1;
        double lowest = 1;
        int meanAt = 0;
        int highestAt = 0;
        int lowestAt = 0;
        for (int j = 0; j < now.mean().length; j++) {
            double delta = difference(now.mean()[j], normal.mean()[j]);
            double variance = normal.variance()[j] + FLOOR;
            double t = delta * delta / variance;
            double ratio = (now.variance()[j] + FLOOR) / variance;
            shift += delta * delta;
            if (normal.dead()[j]) {
                continue;
            }
            if (t > topMean) {
                topMean = t;
                meanAt = j;
            }
            if (ratio > highest) {
                highest = ratio;
                highestAt = j;
            }
            if (ratio < lowest) {
                lowest = ratio;
                lowestAt = j;
            }
        }
        boolean rose = highest * lowest >= 1;
        return new Detectors(
                f * shift,
                root * far(window, reference),
                root * difference(window.meanCosine(), reference.meanCosine()),
                root * Math.sqrt(topMean),
                root * Math.log(rose ? highest : 1 / lowest),
                chiSquare(window, reference),
                meanAt,
                rose ? highestAt : lowestAt);
    }

    /** Difference of the shares in units of one vector's standard deviation; a share of none counts as one vector's. */
    private static double far(Summary window, Summary reference) {
        double least = 1.0 / reference.n();
        double share = Math.max(least, Math.min(1 - least, reference.farShare()));
        return (window.farShare() - reference.farShare()) / Math.sqrt(share * (1 - share));
    }

    private static double chiSquare(Summary window, Summary reference) {
        double all = window.n() + reference.n();
        double sum = 0;
        for (int c = 0; c < reference.clusters(); c++) {
            double both = window.inCluster(c) + reference.inCluster(c);
            double odd = window.inCluster(c) - both * window.n() / all;
            // The same difference in both samples, over two expectations that add up to this.
            sum += both == 0 ? 0 : odd * odd * all * all / (both * window.n() * reference.n());
        }
        return sum;
    }

    /** Without what rounding makes of equal values, which would look odd beside a stream that never varies. */
    private static double difference(double a, double b) {
        double difference = Math.abs(a - b);
        return difference < Moments.ROUNDING ? 0 : difference;
    }
}
