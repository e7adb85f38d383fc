package dev.vectide.evaluate.data;

/**
 * A document with its label.
 *
 * @param document index among the documents
 * @param label index among the labels
 */
public record Labelled(int document, int label) {}
