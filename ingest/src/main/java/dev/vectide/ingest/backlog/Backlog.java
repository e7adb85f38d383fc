package dev.vectide.ingest.backlog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How long the oldest of the events that were written has waited for the encoder, at the least. It is told now and then what
 * is written and what is done; an event counts from the first time that it was told of.
 *
 * <p>What is remembered are the ends of partitions at earlier times, as far as somebody waits for them; where these get many,
 * every second one is forgotten, and the answer is so much the coarser. Used by one thread.
 */
public final class Backlog {
    private static final int MOST = 512;

    private record Sample(long nanos, Map<Integer, Long> ends) {
        /** Whether an event was written by then that is not done. */
        boolean waits(Map<Integer, Long> done) {
            return ends.entrySet().stream().anyMatch(end -> end.getValue() > done.getOrDefault(end.getKey(), 0L));
        }
    }

    private final List<Sample> samples = new ArrayList<>();

    /**
     * @param nanos of a clock that only goes on
     * @param ends of each partition written to, the offset behind the last event
     * @param done of each partition, the offset before which the encoder is through
     */
    public Duration observe(long nanos, Map<Integer, Long> ends, Map<Integer, Long> done) {
        if (samples.isEmpty() || !samples.get(samples.size() - 1).ends.equals(ends)) {
            samples.add(new Sample(nanos, Map.copyOf(ends)));
        }
        // The last stays, to know whether anything is new.
        while (samples.size() > 1 && !samples.get(0).waits(done)) {
            samples.remove(0);
        }
        thin();
        Sample oldest = samples.get(0);
        return oldest.waits(done) ? Duration.ofNanos(nanos - oldest.nanos) : Duration.ZERO;
    }

    private void thin() {
        if (samples.size() > MOST) {
            for (int i = samples.size() - 2; i > 0; i -= 2) {
                samples.remove(i);
            }
        }
    }
}
