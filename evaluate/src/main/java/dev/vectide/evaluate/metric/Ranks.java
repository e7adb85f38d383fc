package dev.vectide.evaluate.metric;

import java.util.Arrays;

/** Ranks from 1 for the smallest; equal values share the mean of their ranks. */
public final class Ranks {
    private Ranks() {}

    public static double[] of(double[] values) {
        int[] codes = codes(values);
        int most = Arrays.stream(codes).max().orElse(-1) + 1;
        return ofCodes(codes, most);
    }

    /** The place of each value among the different ones, from 0 for the smallest. */
    public static int[] codes(double[] values) {
        double[] sorted = Arrays.stream(values).map(Ranks::plainZero).sorted().distinct().toArray();
        int[] codes = new int[values.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = Arrays.binarySearch(sorted, plainZero(values[i]));
        }
        return codes;
    }

    /** −0 is 0, and what is no number has no rank. */
    private static double plainZero(double value) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("NaN has no rank");
        }
        return value == 0 ? 0 : value;
    }

    /** @param codes each from 0 to {@code most} − 1; by counting, so in linear time */
    public static double[] ofCodes(int[] codes, int most) {
        int[] counts = new int[most];
        for (int code : codes) {
            counts[code]++;
        }
        double[] rank = new double[most];
        int below = 0;
        for (int code = 0; code < most; code++) {
            rank[code] = below + (counts[code] + 1) / 2.0;
            below += counts[code];
        }
        double[] ranks = new double[codes.length];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = rank[codes[i]];
        }
        return ranks;
    }
}
