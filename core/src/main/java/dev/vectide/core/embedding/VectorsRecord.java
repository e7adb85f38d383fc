package dev.vectide.core.embedding;

/** What a record of a vectors topic can be. */
public sealed interface VectorsRecord permits Embedding, Tombstone, Progress {}
