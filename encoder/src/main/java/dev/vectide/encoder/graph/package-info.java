/** ONNX graphs as data: reads the weights of a BERT-family export and writes a graph that computes the same faster. Pure. */
@org.jspecify.annotations.NullMarked
package dev.vectide.encoder.graph;
