package dev.vectide.indexer.search;

import dev.vectide.core.embedding.Embedding;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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

    /** The best of {@code hits}, at most {@code most}. */
    public static List<Hit> best(Stream<Hit> hits, int most) {
        return hits.sorted(BEST_FIRST).limit(most).toList();
    }
}
