package dev.vectide.evaluate.data;

/**
 * Two texts and how alike they are.
 *
 * @param first index among the documents
 * @param second index among the documents
 * @param score more is more alike
 */
public record Pair(int first, int second, double score) {}
