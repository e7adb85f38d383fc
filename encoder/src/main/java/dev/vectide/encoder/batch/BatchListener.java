package dev.vectide.encoder.batch;

/** Told of each batch that a model is about to compute, on the thread that computes it. */
public interface BatchListener {
    BatchListener NONE = (texts, tokens, computed, most) -> {};

    /**
     * @param tokens of the texts
     * @param computed tokens of the batch's shape: those of the texts and padding
     * @param most that {@code computed} might have been
     */
    void batch(int texts, long tokens, long computed, long most);
}
