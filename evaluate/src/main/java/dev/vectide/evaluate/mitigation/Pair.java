package dev.vectide.evaluate.mitigation;

/**
 * Two vectors that belong together, by their rows, and perhaps one that seems to and does not.
 *
 * @param anchor whose neighbours are to change
 * @param positive what shall be near it
 * @param hardNegative what is near it and shall not be; {@link #NONE} for none
 */
public record Pair(int anchor, int positive, int hardNegative) {
    public static final int NONE = -1;

    public Pair {
        if (anchor < 0 || positive < 0 || hardNegative < NONE) {
            throw new IllegalArgumentException("a pair of rows " + anchor + ", " + positive + " and " + hardNegative);
        }
    }

    public Pair(int anchor, int positive) {
        this(anchor, positive, NONE);
    }
}
