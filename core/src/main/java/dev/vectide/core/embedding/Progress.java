package dev.vectide.core.embedding;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the encoder is in one partition of the events topic.
 *
 * @param partition of the events topic, and of the vectors topic
 * @param nextOffset every event below it is done: vector, tombstone, dead letter or skipped retry
 * @param clocksMs by stream, for streams whose event-time clock moved: no earlier live event is expected in this
 *     partition, up to the lateness bound; milliseconds since the epoch
 */
public record Progress(int partition, long nextOffset, Map<String, Long> clocksMs) implements VectorsRecord {
    public Progress {
        if (partition < 0 || nextOffset < 0) {
            throw new IllegalArgumentException("progress " + partition + ":" + nextOffset);
        }
        clocksMs = Collections.unmodifiableMap(new TreeMap<>(clocksMs));
    }
}
