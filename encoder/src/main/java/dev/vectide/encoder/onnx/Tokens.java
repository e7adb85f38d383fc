package dev.vectide.encoder.onnx;

/**
 * One tokenised text, special tokens included. Lives within one call; the arrays belong to whoever holds it.
 *
 * @param ids token ids, at most the space's maximum
 * @param before how many tokens there were before the cut
 */
record Tokens(long[] ids, int before) {
    boolean truncated() {
        return before > ids.length;
    }
}
