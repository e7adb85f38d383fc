/** What the encoder writes of a document: its vectors, or that it is gone, or how far a partition is done. */
@org.jspecify.annotations.NullMarked
package dev.vectide.core.embedding;
