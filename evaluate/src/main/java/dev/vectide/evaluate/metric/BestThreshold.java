package dev.vectide.evaluate.metric;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The threshold on a similarity that tells pairs apart best, as MTEB looks for it: between any two neighbours in the ranking,
 * halfway. Equal scores keep the order of the data, as there; the last pair is never taken alone.
 *
 * @param value F1, or the accuracy
 * @param threshold from which on a pair is called positive
 */
public record BestThreshold(double value, double threshold) {
    private interface Worth {
        double of(int taken, int right, int positives, int all);
    }

    /** By F1 of the positives. */
    public static BestThreshold f1(double[] scores, boolean[] labels) {
        return best(scores, labels, (taken, right, positives, all) ->
                right == 0 ? 0 : 2.0 * right / (taken + positives));
    }

    /** By the share of pairs told right. */
    public static BestThreshold accuracy(double[] scores, boolean[] labels) {
        return best(scores, labels, (taken, right, positives, all) ->
                (double) (right + (all - positives) - (taken - right)) / all);
    }

    private static BestThreshold best(double[] scores, boolean[] labels, Worth worth) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -scores[i]));
        int positives = 0;
        for (boolean label : labels) {
            positives += label ? 1 : 0;
        }
        BestThreshold best = new BestThreshold(0, 0);
        int right = 0;
        for (int i = 0; i < order.length - 1; i++) {
            right += labels[order[i]] ? 1 : 0;
            double value = worth.of(i + 1, right, positives, order.length);
            if (value > best.value) {
                best = new BestThreshold(value, (scores[order[i]] + scores[order[i + 1]]) / 2);
            }
        }
        return best;
    }
}
