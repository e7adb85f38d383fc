package dev.vectide.indexer.index;

import java.util.HashMap;
import java.util.Map;

/**
 * Attributes in as little memory as they can be: names and short texts that come again are one object, up to a number of
 * these.
 *
 * <p>Used by one thread at a time.
 */
final class Shared {
    private static final int MOST = 10_000;
    private static final int SHORT = 64;

    private final Map<String, String> texts = new HashMap<>();

    /** The same attributes, without their order. */
    Map<String, Object> attributes(Map<String, Object> attributes) {
        if (attributes.isEmpty()) {
            return Map.of();
        }
        @SuppressWarnings({"unchecked", "rawtypes"})
        Map.Entry<String, Object>[] entries = new Map.Entry[attributes.size()];
        int size = 0;
        for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
            Object value = attribute.getValue() instanceof String text ? text(text) : attribute.getValue();
            entries[size++] = Map.entry(text(attribute.getKey()), value);
        }
        return size == 1 ? Map.of(entries[0].getKey(), entries[0].getValue()) : Map.ofEntries(entries);
    }

    private String text(String text) {
        if (text.length() > SHORT) {
            return text;
        }
        String known = texts.get(text);
        if (known == null && texts.size() < MOST) {
            texts.put(text, text);
        }
        return known == null ? text : known;
    }
}
