/** Vectors of one dimension, row by row, and the inner products of all with all. */
@org.jspecify.annotations.NullMarked
package dev.vectide.evaluate.vector;
