package dev.vectide.indexer.filter;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Origin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the store says of a document beside its vectors: its attributes under their own names; {@code text}, where its
 * content is text and stored; {@code _time}, when it happened, ISO 8601; {@code _origin}, {@code replay} or {@code
 * backfill}, where it is not live; {@code _truncated}, true where tokens were cut. Of a near-duplicate the store keeps two
 * attributes more: {@code _duplicate_of}, the id of the earlier document, and {@code _duplicate_similarity}.
 */
public final class Payload implements Subject {
    public static final String TEXT = "text";
    public static final String TIME = "_time";
    public static final String ORIGIN = "_origin";
    public static final String TRUNCATED = "_truncated";
    public static final String DUPLICATE_OF = "_duplicate_of";
    public static final String DUPLICATE_SIMILARITY = "_duplicate_similarity";

    private final Embedding document;

    public Payload(Embedding document) {
        this.document = document;
    }

    @Override
    public String id() {
        return document.key().document();
    }

    @Override
    public @Nullable Object value(String key) {
        return switch (key) {
            case TEXT -> document.content() instanceof Content.Text text
                    ? text.text()
                    : document.attributes().get(TEXT);
            case TIME -> document.eventTime().toString();
            case ORIGIN -> origin(document.origin());
            case TRUNCATED -> document.truncated() ? true : null;
            default -> document.attributes().get(key);
        };
    }

    /** Under {@link #ORIGIN}: null for live. */
    public static @Nullable String origin(Origin origin) {
        return origin == Origin.LIVE ? null : origin.name().toLowerCase(Locale.ROOT);
    }

    /** All keys and values, the attributes first. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>(document.attributes());
        for (String key : new String[] {TEXT, TIME, ORIGIN, TRUNCATED}) {
            Object value = value(key);
            if (value == null) {
                values.remove(key);
            } else {
                values.put(key, value);
            }
        }
        return Collections.unmodifiableMap(values);
    }
}
