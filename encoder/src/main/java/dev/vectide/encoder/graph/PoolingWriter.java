package dev.vectide.encoder.graph;

import java.util.List;

/**
 * Writes the end of a graph, in single precision: the vectors of a text's tokens to one, and to norm 1 where that is wanted.
 */
final class PoolingWriter {
    private static final String OUTPUT = "sentence_embedding";

    /** From which operator set on an operation has its axes from an input. */
    private static final int SUM_AXES = 13;

    private static final int UNSQUEEZE_AXES = 13;
    private static final int NORM_AXES = 18;

    private final GraphWriter out;
    /** As a scalar. */
    private final String zero;

    PoolingWriter(GraphWriter out) {
        this.out = out;
        this.zero = out.operation("Squeeze", out.integers("zero", 0)).out();
    }

    /** The first token of each text: [texts, tokens, hidden] to [texts, hidden]. */
    String first(String hidden) {
        return out.operation("Gather", hidden, zero).with("axis", 1).out();
    }

    /**
     * Of each text's tokens: [texts, tokens, hidden] to [texts, hidden].
     *
     * @param mask [texts, tokens], 1 for a token and 0 for padding
     */
    String mean(String hidden, String mask) {
        String real = out.floats(mask);
        String row = out.alongTokens("Unsqueeze", real, UNSQUEEZE_AXES).out();
        // The kernel for a single row sums in groups, which padding shifts; with two rows it sums token by token, so that a
        // text has the same bits in any company.
        String rows = out.operation("Concat", row, row).with("axis", 1).out();
        String sum = first(out.operation("MatMul", rows, hidden).out());
        String count = out.alongTokens("ReduceSum", real, SUM_AXES).with("keepdims", 1).out();
        return out.operation("Div", sum, count).out();
    }

    /** Declares the graph's output, [texts, hidden]. */
    void finish(String pooled, boolean normalised, int hidden) {
        directed(pooled, normalised).outAs(OUTPUT);
        out.output(OUTPUT, hidden);
    }

    /** The same of texts that were computed apart, each [1, hidden], one below the other. */
    void finish(List<String> pooled, boolean normalised, int hidden) {
        String[] rows = pooled.stream().map(row -> directed(row, normalised).out()).toArray(String[]::new);
        out.operation("Concat", rows).with("axis", 0).outAs(OUTPUT);
        out.output(OUTPUT, hidden);
    }

    private GraphWriter.Operation directed(String pooled, boolean normalised) {
        if (!normalised) {
            return out.operation("Identity", pooled);
        }
        String norm = out.alongTokens("ReduceL2", pooled, NORM_AXES).with("keepdims", 1).out();
        return out.operation("Div", pooled, norm);
    }
}
