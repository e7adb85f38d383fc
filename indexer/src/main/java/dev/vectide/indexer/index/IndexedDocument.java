package dev.vectide.indexer.index;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.event.Origin;
import java.time.Instant;
import java.util.Map;

/**
 * What the index keeps of a document: what filters ask for, when it expires and where its codes are.
 *
 * @param expiresAtMs milliseconds since the epoch, {@link Long#MAX_VALUE} for never
 * @param rows one a chunk; kept up to date by the collection
 */
record IndexedDocument(
        String id,
        Map<String, Object> attributes,
        Instant time,
        Origin origin,
        boolean truncated,
        long expiresAtMs,
        int[] rows) {
    static IndexedDocument of(Embedding embedding) {
        return new IndexedDocument(
                embedding.key().document(),
                embedding.attributes(),
                embedding.eventTime(),
                embedding.origin(),
                embedding.truncated(),
                expiresAtMs(embedding),
                new int[embedding.chunks().size()]);
    }

    static long expiresAtMs(Embedding embedding) {
        return embedding.expiresAt() == null ? Long.MAX_VALUE : embedding.expiresAt().toEpochMilli();
    }
}
