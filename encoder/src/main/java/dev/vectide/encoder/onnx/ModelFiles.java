package dev.vectide.encoder.onnx;

import dev.vectide.core.space.Space;
import dev.vectide.core.transform.VectorMap;
import org.jspecify.annotations.Nullable;

/**
 * A model as it was found.
 *
 * @param space its contract, hashes included
 * @param model bytes of the ONNX graph; not to be written to
 * @param tokenizer bytes of tokenizer.json; not to be written to
 * @param derived what becomes of its vectors; null if they are taken as they are
 */
record ModelFiles(Space space, byte[] model, byte[] tokenizer, @Nullable Derived derived) {
    ModelFiles(Space space, byte[] model, byte[] tokenizer) {
        this(space, model, tokenizer, null);
    }

    /** Another space, by a map of the model's vectors. */
    record Derived(Space space, VectorMap map) {}
}
