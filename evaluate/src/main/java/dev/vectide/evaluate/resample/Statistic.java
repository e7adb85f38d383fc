package dev.vectide.evaluate.resample;

import java.util.Optional;

/** A score over items, which can be computed again over a sample of them. */
public interface Statistic {
    /** How many items there are. */
    int size();

    /**
     * The score over the items at {@code sample}, of which some may be there several times; NaN where such a sample has no
     * score.
     */
    double of(int[] sample);

    /** Each item's own value, where the score is their mean. */
    default Optional<double[]> values() {
        return Optional.empty();
    }
}
