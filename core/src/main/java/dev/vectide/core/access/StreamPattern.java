package dev.vectide.core.access;

import dev.vectide.core.stream.StreamName;

/** Names of streams: one, all that begin alike ({@code orders-*}), or all ({@code *}). */
public record StreamPattern(String text) {
    public static final String EXPECTED = "expected a stream name, or the beginning of some with * behind it, or *";
    private static final String ANY = "*";

    public StreamPattern {
        String fixed = text.endsWith(ANY) ? text.substring(0, text.length() - 1) : text;
        if (!StreamName.isValid(fixed) && !text.equals(ANY)) {
            throw new IllegalArgumentException("streams '" + text + "': " + EXPECTED);
        }
    }

    public boolean matches(String stream) {
        return text.endsWith(ANY) ? stream.startsWith(text.substring(0, text.length() - 1)) : stream.equals(text);
    }

    /** Whether it means every stream there is or will be. */
    public boolean isAll() {
        return text.equals(ANY);
    }
}
