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
    private int textsRead;

    DocumentView(String stream, Texts texts, Filter filter, long nowMs, @Nullable String without) {
        this.stream = stream;
        this.texts = texts;
        this.filter = filter;
        this.nowMs = nowMs;
        this.without = without;
    }

    /** Whether the document is alive, not the one left out, and passes the filter. */
    boolean counts(IndexedDocument document) {
        return isThere(document) && passes(document);
    }

    /** Whether the document is alive and not the one left out. */
    boolean isThere(IndexedDocument document) {
        return document.expiresAtMs() > nowMs && !document.id().equals(without);
    }

    @SuppressWarnings("ReferenceEquality") // ALL is one object, and this is asked once a document.
    boolean passes(IndexedDocument document) {
        if (filter == Filter.ALL) {
            return true;
        }
        seen = document;
        return filter.matches(this);
    }

    /** How many texts the filter had to see, each of which is read from the disk. */
    int textsRead() {
        return textsRead;
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
                textsRead++;
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
