package dev.vectide.core.stream;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is settled for one stream.
 *
 * @param storeContent whether its records carry their content, for search hits, evidence and re-encoding
 * @param ttl how long a document lives after its event time, or null for ever
 * @param longTexts what becomes of texts longer than the space's maximum, or null for {@code encoder.long-texts}
 */
public record StreamSettings(String name, boolean storeContent, @Nullable Duration ttl, @Nullable LongTexts longTexts) {
    public StreamSettings {
        StreamName.require(name);
        if (ttl != null && (ttl.isZero() || ttl.isNegative())) {
            throw new IllegalArgumentException("stream " + name + ": ttl " + ttl + ": expected a positive duration");
        }
    }

    /** Long texts as the encoder has it. */
    public StreamSettings(String name, boolean storeContent, @Nullable Duration ttl) {
        this(name, storeContent, ttl, null);
    }

    /** A stream nobody has settled anything for: content stored, documents live for ever. */
    public static StreamSettings defaults(String name) {
        return new StreamSettings(name, true, null);
    }
}
