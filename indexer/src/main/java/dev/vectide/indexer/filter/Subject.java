package dev.vectide.indexer.filter;

import org.jspecify.annotations.Nullable;

/** What a filter sees of a document. */
public interface Subject {
    /** The document's id. */
    String id();

    /**
     * The value of a payload key: String, Boolean, Long, Double or List of String; null where there is none. Which keys
     * there are beside the attributes, {@link Payload} says.
     */
    @Nullable Object value(String key);
}
