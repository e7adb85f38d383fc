package dev.vectide.indexer.lexical;

/**
 * A document with at least one of the words.
 *
 * @param score of BM25, above 0
 */
public record Match(String id, float score) {}
