package dev.vectide.encoder.memory;

import java.util.HashMap;
import java.util.Map;

/**
 * Event-time clocks, by stream and partition: the latest event time of live events, in milliseconds since the epoch. A
 * partition with nothing left to read is as far as its stream is elsewhere.
 *
 * <p>Used by one thread.
 */
public final class Clocks {
    private final Map<Integer, Map<String, Long>> byPartition = new HashMap<>();
    private final Map<Integer, Map<String, Long>> moved = new HashMap<>();

    /** Takes in a live event's time. */
    public void observe(int partition, String stream, long timeMs) {
        Long before = clocks(partition).get(stream);
        if (before == null || timeMs > before) {
            clocks(partition).put(stream, timeMs);
            moved.computeIfAbsent(partition, p -> new HashMap<>()).put(stream, timeMs);
        }
    }

    /** Takes in a clock that is already in the topic. */
    public void restore(int partition, String stream, long timeMs) {
        clocks(partition).merge(stream, timeMs, Math::max);
    }

    /** Moves the clocks of a partition that is read to its end to those of the streams elsewhere. */
    public void catchUp(int partition) {
        Map<String, Long> latest = new HashMap<>();
        byPartition.values().forEach(clocks -> clocks.forEach((stream, time) -> latest.merge(stream, time, Math::max)));
        latest.forEach((stream, time) -> observe(partition, stream, time));
    }

    public boolean hasMoved(int partition) {
        return moved.containsKey(partition);
    }

    /** The clocks that moved since they were last taken. */
    public Map<String, Long> takeMoved(int partition) {
        Map<String, Long> clocks = moved.remove(partition);
        return clocks == null ? Map.of() : clocks;
    }

    /** The partition is no longer ours. */
    public void forget(int partition) {
        byPartition.remove(partition);
        moved.remove(partition);
    }

    private Map<String, Long> clocks(int partition) {
        return byPartition.computeIfAbsent(partition, p -> new HashMap<>());
    }
}
