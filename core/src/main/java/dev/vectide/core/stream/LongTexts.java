package dev.vectide.core.stream;

import java.util.Arrays;
import java.util.Locale;

/** What becomes of a text that is longer than its space's maximum. */
public enum LongTexts {
    /** It is cut; the record says so. */
    TRUNCATE,
    /** It is a dead letter. */
    REJECT,
    /** It is split into windows that overlap, each with a vector of its own, in one record. */
    CHUNK;

    /** Lower case, as it is written. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads what {@link #text} writes; refuses anything else, naming it. */
    public static LongTexts parse(String text) {
        return Arrays.stream(values())
                .filter(value -> value.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "': expected truncate, reject or chunk"));
    }
}
