/** The encoder on a GPU: the model as the stage calls it, the raw runtime, and sentence-transformers, in turns on one GPU. */
@org.jspecify.annotations.NullMarked
package dev.vectide.bench.gpu;
