package dev.vectide.evaluate.metric;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How well labels were told. Labels are numbers from 0. */
public final class Predictions {
    private Predictions() {}

    /** 1 for each that is right, else 0. */
    public static double[] hits(int[] truth, int[] told) {
        return IntStream.range(0, truth.length).mapToDouble(i -> truth[i] == told[i] ? 1 : 0).toArray();
    }

    public static double accuracy(int[] truth, int[] told) {
        return Arrays.stream(hits(truth, told)).average().orElse(Double.NaN);
    }

    /** Mean F1 of the labels that are in either list, as scikit-learn's macro average. */
    public static double macroF1(int[] truth, int[] told) {
        int labels = 1 + Math.max(Arrays.stream(truth).max().orElse(-1), Arrays.stream(told).max().orElse(-1));
        int[] right = new int[labels];
        int[] both = new int[labels];
        for (int i = 0; i < truth.length; i++) {
            both[truth[i]]++;
            both[told[i]]++;
            right[truth[i]] += truth[i] == told[i] ? 1 : 0;
        }
        return IntStream.range(0, labels)
                .filter(label -> both[label] > 0)
                .mapToDouble(label -> 2.0 * right[label] / both[label])
                .average()
                .orElse(Double.NaN);
    }
}
