package dev.vectide.encoder.onnx;

import dev.vectide.core.space.Space;

/**
 * A model as it was found.
 *
 * @param space its contract, hashes included
 * @param model bytes of the ONNX graph; not to be written to
 * @param tokenizer bytes of tokenizer.json; not to be written to
 */
record ModelFiles(Space space, byte[] model, byte[] tokenizer) {}
