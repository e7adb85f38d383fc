package dev.vectide.encoder.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Groups of always as many texts, for a graph that computes them in turns: neighbours by length, which are faster together than
 * long and short ones. The longest stay alone, which gain the least from company.
 */
public final class TextGroups {
    private TextGroups() {}

    /**
     * @param lengths tokens of each text
     * @param size texts of a group
     * @param callers that share the groups: each gets as many of them as the others
     * @param budget tokens of all texts of one group
     * @return indices into {@code lengths}, each once, in groups of {@code size} or alone; from short to long
     */
    public static List<int[]> of(int[] lengths, int size, int callers, int budget) {
        int[] order = LengthBatches.shortestFirst(lengths);
        int groups = 0;
        while ((groups + 1) * size <= order.length && tokens(lengths, order, groups * size, size) <= budget) {
            groups++;
        }
        int grouped = groups / callers * callers * size;
        List<int[]> all = new ArrayList<>();
        for (int from = 0; from < order.length; from += all.get(all.size() - 1).length) {
            all.add(Arrays.copyOfRange(order, from, from + (from < grouped ? size : 1)));
        }
        return all;
    }

    private static long tokens(int[] lengths, int[] order, int from, int size) {
        long sum = 0;
        for (int i = from; i < from + size; i++) {
            sum += lengths[order[i]];
        }
        return sum;
    }
}
