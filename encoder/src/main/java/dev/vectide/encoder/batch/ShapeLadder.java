package dev.vectide.encoder.batch;

/**
 * A few shapes that come again and again, for a GPU: there memory is kept for each shape, and a new one makes it grow. Rows
 * are powers of two; lengths are powers of two and the middles between them from {@value #SHORTEST} on, up to the longest
 * that the model takes: 16, 24, 32, 48, 64, and so on.
 *
 * @param longest tokens that the model takes
 */
public record ShapeLadder(int longest) implements BatchShapes {
    private static final int SHORTEST = 16;

    /**
     * An estimate, not measured: a call launches some hundred kernels, in the time of which a large GPU computes about so
     * many tokens.
     */
    private static final int CALL_TOKENS = 512;

    @Override
    public int rows(int texts) {
        return powerFrom(texts);
    }

    @Override
    public int length(int tokens) {
        int above = powerFrom(Math.max(SHORTEST, tokens));
        int middle = above / 4 * 3;
        int rung = middle >= Math.max(SHORTEST, tokens) ? middle : above;
        return Math.max(tokens, Math.min(rung, longest));
    }

    @Override
    public int callTokens() {
        return CALL_TOKENS;
    }

    /** The smallest power of two that is not below. */
    private static int powerFrom(int least) {
        return Math.max(1, Integer.highestOneBit(2 * least - 1));
    }
}
