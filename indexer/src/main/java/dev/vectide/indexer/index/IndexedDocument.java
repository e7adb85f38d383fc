package dev.vectide.indexer.index;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.indexer.filter.Subject;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the index keeps of a document: what filters ask for, when it expires and where its codes are. */
final class IndexedDocument implements Subject {
    private static final String TIME = "_time";
    private static final long NEVER = Long.MAX_VALUE;

    private final String id;
    private final Map<String, Object> attributes;
    private final Instant time;
    private final long expiresAtMs;
    /** One a chunk; kept up to date by the collection. */
    final int[] rows;

    IndexedDocument(Embedding embedding) {
        this.id = embedding.key().document();
        this.attributes = embedding.attributes();
        this.time = embedding.eventTime();
        this.expiresAtMs = embedding.expiresAt() == null ? NEVER : embedding.expiresAt().toEpochMilli();
        this.rows = new int[embedding.chunks().size()];
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public @Nullable Object value(String key) {
        return key.equals(TIME) ? time.toString() : attributes.get(key);
    }

    boolean isAlive(long nowMs) {
        return expiresAtMs > nowMs;
    }
}
