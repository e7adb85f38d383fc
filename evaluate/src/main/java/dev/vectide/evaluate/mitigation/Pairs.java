package dev.vectide.evaluate.mitigation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Pairs to learn from, out of labels. */
public final class Pairs {
    private Pairs() {}

    /**
     * Each vector that shares its label with another is an anchor, {@code times} over, of a vector of its label that is drawn.
     *
     * @param labels by row
     * @param seed the same seed draws the same pairs
     */
    public static List<Pair> ofLabels(int[] labels, int times, long seed) {
        Map<Integer, List<Integer>> byLabel = new LinkedHashMap<>();
        for (int row = 0; row < labels.length; row++) {
            byLabel.computeIfAbsent(labels[row], label -> new ArrayList<>()).add(row);
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<Pair> pairs = new ArrayList<>();
        for (List<Integer> rows : byLabel.values()) {
            for (int i = 0; i < rows.size() && rows.size() > 1; i++) {
                for (int time = 0; time < times; time++) {
                    int other = random.nextInt(rows.size() - 1);
                    pairs.add(new Pair(rows.get(i), rows.get(other < i ? other : other + 1)));
                }
            }
        }
        return pairs;
    }
}
