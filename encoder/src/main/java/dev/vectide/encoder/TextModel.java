package dev.vectide.encoder;

import dev.vectide.core.encoder.Encoder;

/**
 * A model with its tokenizer: an {@link Encoder} that says on what it runs and holds native memory until it is closed.
 */
public interface TextModel extends Encoder, AutoCloseable {
    /** Producer stamp: runtime, device and graph variant. Vectors of two stamps are close, not identical. */
    String producer();

    @Override
    void close();
}
