package dev.vectide.encoder.batch;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Groups texts of like length, so that little of a batch is padding. A batch's cost is its padded tokens, rows times length
 * of its shape, and some more for being a batch at all. Of all ways to cut the texts, sorted by length, into batches within
 * the budget, the cheapest is taken.
 */
public final class LengthBatches {
    private LengthBatches() {}

    /** Of texts as they are, without a ladder of shapes. */
    public static List<int[]> of(int[] lengths, int budget) {
        return of(lengths, budget, new ExactShapes());
    }

    /**
     * @param lengths tokens of each text
     * @param budget padded tokens of one batch; a text that is over it alone is a batch of its own
     * @return indices into {@code lengths}, each once; batches from short to long
     */
    public static List<int[]> of(int[] lengths, int budget, BatchShapes shapes) {
        int[] order = shortestFirst(lengths);
        int[] starts = cheapestStarts(lengths, order, budget, shapes);
        Deque<int[]> batches = new ArrayDeque<>();
        for (int end = order.length; end > 0; end = starts[end]) {
            batches.addFirst(Arrays.copyOfRange(order, starts[end], end));
        }
        return List.copyOf(batches);
    }

    /** For each number of shortest texts, where the last batch begins when these alone are cut as cheaply as can be. */
    private static int[] cheapestStarts(int[] lengths, int[] order, int budget, BatchShapes shapes) {
        long[] cost = new long[order.length + 1];
        int[] starts = new int[order.length + 1];
        for (int end = 1; end <= order.length; end++) {
            int length = shapes.length(lengths[order[end - 1]]);
            cost[end] = Long.MAX_VALUE;
            for (int start = end - 1; start >= 0; start--) {
                long padded = (long) shapes.rows(end - start) * length;
                if (padded > budget && start < end - 1) {
                    break;
                }
                long total = cost[start] + padded + shapes.callTokens();
                if (total < cost[end]) {
                    cost[end] = total;
                    starts[end] = start;
                }
            }
        }
        return starts;
    }

    /** Indices by length, ties by index, so that the same texts always make the same batches. */
    static int[] shortestFirst(int[] lengths) {
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
