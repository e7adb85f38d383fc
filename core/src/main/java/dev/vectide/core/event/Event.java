package dev.vectide.core.event;

import dev.vectide.core.stream.DocumentKey;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to one document of one stream.
 *
 * @param key stream and document
 * @param identity (source, id), by which a retry is recognised
 * @param time when it happened, by the producer's clock, to the millisecond
 * @param content what the document now is, or that it is deleted
 * @param attributes values are String, Boolean, Long, Double or List of String; order is kept
 * @param origin whether it is live traffic
 * @param reencodeBase for a repair only: the events offset whose record is encoded again, past every cache
 */
public record Event(
        DocumentKey key,
        Identity identity,
        Instant time,
        Content content,
        Map<String, Object> attributes,
        Origin origin,
        @Nullable Long reencodeBase) {
    public Event {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** An event that is no repair. */
    public Event(
            DocumentKey key,
            Identity identity,
            Instant time,
            Content content,
            Map<String, Object> attributes,
            Origin origin) {
        this(key, identity, time, content, attributes, origin, null);
    }
}
