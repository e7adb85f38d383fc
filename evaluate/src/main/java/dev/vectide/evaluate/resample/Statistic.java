package dev.vectide.evaluate.resample;

/** A score over items, which can be computed again over a sample of them. */
public interface Statistic {
    /** How many items there are. */
    int size();

    /**
     * The score over the items at {@code sample}, of which some may be there several times; NaN where such a sample has no
     * score.
     */
    double of(int[] sample);
}
