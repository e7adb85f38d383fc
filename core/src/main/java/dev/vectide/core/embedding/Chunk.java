package dev.vectide.core.embedding;

import dev.vectide.core.vector.FloatVector;

/**
 * One vector of a document.
 *
 * @param start first UTF-16 code unit of the text it stands for
 * @param end one past the last; 0 where the content has no text
 * @param vector in the embedding's space
 */
public record Chunk(int start, int end, FloatVector vector) {
    public Chunk {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("chunk span " + start + ".." + end);
        }
    }
}
