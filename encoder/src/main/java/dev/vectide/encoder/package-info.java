/**
 * Events to vectors. {@link dev.vectide.encoder.EncoderApp} wires it: {@code kafka.EncoderStage} reads the events topic,
 * {@code memory} tells retries and unchanged documents, {@code batch} sorts texts by length, {@code onnx} runs the model,
 * and one transaction writes vectors, tombstones, dead letters, progress and offsets. {@code http} serves the same model.
 */
@org.jspecify.annotations.NullMarked
package dev.vectide.encoder;
