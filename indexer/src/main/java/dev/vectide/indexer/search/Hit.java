package dev.vectide.indexer.search;

import dev.vectide.core.embedding.Embedding;

/**
 * A document found.
 *
 * @param chunk index of the vector that was nearest
 * @param score cosine similarity of that vector with the query
 */
public record Hit(Embedding document, int chunk, float score) {}
