package dev.vectide.encoder.batch;

/** How large the arrays of a batch are, [rows, length], of which each device likes others. */
public interface BatchShapes {
    /** Rows for so many texts; at least as many. */
    int rows(int texts);

    /** Tokens of a row for texts of at most so many tokens; at least as many. */
    int length(int tokens);

    /** What one call costs beside its padded tokens, counted in them. */
    int callTokens();
}
