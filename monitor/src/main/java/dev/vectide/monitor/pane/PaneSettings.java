package dev.vectide.monitor.pane;

import dev.vectide.core.config.VectideConfig;

/**
 * @param lengthMs of a pane
 * @param latenessMs how far behind its partition's clock an event may come
 * @param least vectors a report needs; smaller panes wait and are merged with those after them
 */
public record PaneSettings(long lengthMs, long latenessMs, long least) {
    public static PaneSettings of(VectideConfig.Monitor config) {
        return new PaneSettings(
                Math.max(1, config.pane().toMillis()), config.lateness().toMillis(), config.minPane());
    }

    public long index(long timeMs) {
        return Math.floorDiv(timeMs, lengthMs);
    }

    /** Start of a pane; at the far ends of time the nearest representable moment. */
    public long startMs(long index) {
        long start = index * lengthMs;
        if (Math.multiplyHigh(index, lengthMs) != start >> 63) {
            return index < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return start;
    }

    /** {@code timeMs} less the lateness bound. */
    long settled(long timeMs) {
        return timeMs < Long.MIN_VALUE + latenessMs ? Long.MIN_VALUE : timeMs - latenessMs;
    }

    /**
     * How many panes before an event's own the newest reference may lie that scores it: at least two, and so many that
     * the pane is closed once every clock has reached the event.
     */
    public long gap() {
        return Math.max(2, 1 + Math.floorDiv(latenessMs + lengthMs - 1, lengthMs));
    }
}
