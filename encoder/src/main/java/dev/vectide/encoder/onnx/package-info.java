/** The only door to DJL and ONNX Runtime. */
@org.jspecify.annotations.NullMarked
package dev.vectide.encoder.onnx;
