package dev.vectide.bench.detectors;

import java.util.Arrays;

/** Area under the ROC curve: how often a positive scores above a negative, a tie counting half. */
final class Auroc {
    private Auroc() {}

    static double of(double[] positive, double[] negative) {
        double[] sorted = negative.clone();
        Arrays.sort(sorted);
        double wins = 0;
        for (double score : positive) {
            wins += (below(sorted, score, false) + below(sorted, score, true)) / 2.0;
        }
        return wins / ((double) positive.length * negative.length);
    }

    /** Values below {@code bound}, or up to it. */
    private static int below(double[] sorted, double bound, boolean inclusive) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < bound || (inclusive && sorted[middle] == bound)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Standard error of an AUROC a (Hanley and McNeil 1982). */
    static double error(double a, int positives, int negatives) {
        double q1 = a / (2 - a);
        double q2 = 2 * a * a / (1 + a);
        double variance = (a * (1 - a) + (positives - 1) * (q1 - a * a) + (negatives - 1) * (q2 - a * a))
                / ((double) positives * negatives);
        return Math.sqrt(variance);
    }
}
