package dev.vectide.encoder.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Groups texts of like length, so that little of a batch is padding. A batch's cost is its padded tokens: texts times the
 * longest of them.
 */
public final class LengthBatches {
    private LengthBatches() {}

    /**
     * @param lengths tokens of each text
     * @param budget padded tokens of one batch; a longer text is a batch of its own
     * @return indices into {@code lengths}, each once; batches from short to long
     */
    public static List<int[]> of(int[] lengths, int budget) {
        int[] order = shortestFirst(lengths);
        List<int[]> batches = new ArrayList<>();
        int start = 0;
        for (int end = 1; end <= order.length; end++) {
            boolean full = end == order.length || (end - start + 1) * lengths[order[end]] > budget;
            if (full) {
                batches.add(Arrays.copyOfRange(order, start, end));
                start = end;
            }
        }
        return batches;
    }

    /** Indices by length, ties by index, so that the same texts always make the same batches. */
    private static int[] shortestFirst(int[] lengths) {
        long[] keys = new long[lengths.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = ((long) lengths[i] << 32) | i;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }
}
