package dev.vectide.core.embedding;

import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.space.Fingerprint;
import dev.vectide.core.stream.DocumentKey;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document in a vector space.
 *
 * @param fingerprint of the space
 * @param producer stamp of graph variant, runtime and device
 * @param expiresAt when the document leaves the store by itself, or null
 * @param repeat written again with the same content; statistics skip it
 * @param truncated tokens were cut
 * @param content null where the stream stores none
 * @param contentHash SHA-256
 * @param source the event it came from
 * @param chunks one or more vectors, all of one dimension
 */
public record Embedding(
        DocumentKey key,
        Identity identity,
        Fingerprint fingerprint,
        String producer,
        Instant eventTime,
        @Nullable Instant expiresAt,
        Origin origin,
        boolean repeat,
        boolean truncated,
        @Nullable Content content,
        Bytes contentHash,
        Map<String, Object> attributes,
        SourcePosition source,
        List<Chunk> chunks)
        implements VectorsRecord {
    public Embedding {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        chunks = List.copyOf(chunks);
        if (chunks.isEmpty()) {
            throw new IllegalArgumentException("embedding of " + key + " has no vector");
        }
        int dimension = chunks.get(0).vector().dimension();
        for (Chunk chunk : chunks) {
            if (chunk.vector().dimension() != dimension) {
                throw new IllegalArgumentException("embedding of " + key + " mixes dimensions " + dimension + " and "
                        + chunk.vector().dimension());
            }
        }
    }

    /** The same with other attributes. */
    public Embedding withAttributes(Map<String, Object> others) {
        return new Embedding(
                key,
                identity,
                fingerprint,
                producer,
                eventTime,
                expiresAt,
                origin,
                repeat,
                truncated,
                content,
                contentHash,
                others,
                source,
                chunks);
    }

    public int dimension() {
        return chunks.get(0).vector().dimension();
    }
}
