package dev.vectide.core.stream;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is settled for one stream.
 *
 * @param storeContent whether its records carry their content, for search hits, evidence and re-encoding
 * @param ttl how long a document lives after its event time, or null for ever
 * @param longTexts what becomes of texts longer than the space's maximum, or null for {@code encoder.long-texts}
 * @param nearDuplicates cosine from which on a document is flagged as a near-duplicate of an earlier one, in (0, 1], or null
 *     if none is
 */
public record StreamSettings(
        String name,
        boolean storeContent,
        @Nullable Duration ttl,
        @Nullable LongTexts longTexts,
        @Nullable Double nearDuplicates) {
    public StreamSettings {
        StreamName.require(name);
        if (ttl != null && (ttl.isZero() || ttl.isNegative())) {
            throw new IllegalArgumentException("stream " + name + ": ttl " + ttl + ": expected a positive duration");
        }
        if (nearDuplicates != null && !isSimilarity(nearDuplicates)) {
            throw new IllegalArgumentException(
                    "stream " + name + ": near-duplicates " + nearDuplicates + ": expected a similarity above 0, at most 1");
        }
    }

    /** Whether near-duplicates can be told by it. */
    public static boolean isSimilarity(double cosine) {
        return cosine > 0 && cosine <= 1;
    }

    /** Long texts as the encoder has it; near-duplicates are not looked for. */
    public StreamSettings(String name, boolean storeContent, @Nullable Duration ttl) {
        this(name, storeContent, ttl, null, null);
    }

    /** A stream nobody has settled anything for: content stored, documents live for ever. */
    public static StreamSettings defaults(String name) {
        return new StreamSettings(name, true, null, null, null);
    }
}
