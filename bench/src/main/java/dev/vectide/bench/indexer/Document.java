package dev.vectide.bench.indexer;

import dev.vectide.core.vector.FloatVector;

/**
 * What both sides index.
 *
 * @param number names it; a later one of the same number replaces it
 * @param share 0 to {@link #SHARES} - 1, evenly: a filter for shares below n lets n thousandths through
 */
public record Document(int number, FloatVector vector, int share, String text) {
    public static final int SHARES = 1000;
}
