package dev.vectide.monitor;

import org.jspecify.annotations.Nullable;

/**
 * One live vector or deletion of the stream, repeats left out upstream.
 *
 * @param document id within the stream
 * @param partition of the events topic
 * @param offset in it
 * @param timeMs event time, milliseconds since the epoch
 * @param vector of the space, not necessarily of norm 1; null where the document is deleted. Not to be written to
 * @param text first part of the content, or null if none is stored
 * @param live false for replay and backfill: scored, but in no pane and no reference
 * @param segments of the traffic that it belongs to, as {@code attribute=value}; an array because Flink carries it
 */
public record VectorInput(
        String stream,
        String document,
        int partition,
        long offset,
        long timeMs,
        float @Nullable [] vector,
        @Nullable String text,
        boolean live,
        String[] segments) {
    private static final String[] NONE = {};

    /** Of no segment. */
    public VectorInput(
            String stream,
            String document,
            int partition,
            long offset,
            long timeMs,
            float @Nullable [] vector,
            @Nullable String text,
            boolean live) {
        this(stream, document, partition, offset, timeMs, vector, text, live, NONE);
    }
}
