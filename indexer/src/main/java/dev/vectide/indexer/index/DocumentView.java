package dev.vectide.indexer.index;

import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.filter.Payload;
import dev.vectide.indexer.filter.Subject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The documents of an index as a filter sees them, one after the other: the same keys and values as {@link Payload} has, the
 * text being read only if it is asked for.
 *
 * <p>One for each question; used by one thread.
 */
final class DocumentView implements Subject {
    private final String stream;
    private final Texts texts;
    private final Filter filter;
    private final long nowMs;
    private final @Nullable String without;
    private @Nullable IndexedDocument seen;

    DocumentView(String stream, Texts texts, Filter filter, long nowMs, @Nullable String without) {
        this.stream = stream;
        this.texts = texts;
        this.filter = filter;
        this.nowMs = nowMs;
        this.without = without;
    }

    /** Whether the document is alive, not the one left out, and passes the filter. */
    @SuppressWarnings("ReferenceEquality") // ALL is one object, and this is asked once a document.
    boolean counts(IndexedDocument document) {
        if (document.expiresAtMs() <= nowMs || document.id().equals(without)) {
            return false;
        }
        if (filter == Filter.ALL) {
            return true;
        }
        seen = document;
        return filter.matches(this);
    }

    @Override
    public String id() {
        return document().id();
    }

    @Override
    public @Nullable Object value(String key) {
        IndexedDocument document = document();
        return switch (key) {
            case Payload.TEXT -> {
                String text = texts.read(stream, document.id());
                yield text == null ? document.attributes().get(key) : text;
            }
            case Payload.TIME -> Instant.ofEpochMilli(document.timeMs()).toString();
            case Payload.ORIGIN -> Payload.origin(document.origin());
            case Payload.TRUNCATED -> document.truncated() ? true : null;
            default -> document.attributes().get(key);
        };
    }

    private IndexedDocument document() {
        return java.util.Objects.requireNonNull(seen);
    }
}
