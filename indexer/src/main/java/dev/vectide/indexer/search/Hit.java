package dev.vectide.indexer.search;

import dev.vectide.core.embedding.Embedding;
import java.util.Comparator;

/**
 * A document found.
 *
 * @param chunk index of the vector that was nearest, or of the part of the text that has most of the words
 * @param score what the search ranks by: cosine similarity of that vector with the query, BM25, or what became of these
 */
public record Hit(Embedding document, int chunk, float score) {
    /** Equal scores by document id. */
    public static final Comparator<Hit> BEST_FIRST = Comparator.comparingDouble(Hit::score)
            .reversed()
            .thenComparing(hit -> hit.document().key().document());

    public Hit withScore(float other) {
        return new Hit(document, chunk, other);
    }
}
