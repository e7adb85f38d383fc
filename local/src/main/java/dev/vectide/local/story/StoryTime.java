package dev.vectide.local.story;

import java.time.Duration;
import java.time.Instant;

/**
 * Event time of the story: event i happens {@code start + i·STEP}, so that a pane holds the same events however fast
 * they are sent.
 *
 * @param start on a pane's boundary
 */
public record StoryTime(Instant start) {
    /** Length of a pane. */
    public static final Duration PANE = Duration.ofSeconds(4);
    /** Events of a pane. */
    public static final int PANE_EVENTS = 400;

    private static final long STEP_MS = PANE.toMillis() / PANE_EVENTS;

    public StoryTime {
        if (start.toEpochMilli() % PANE.toMillis() != 0) {
            throw new IllegalArgumentException("a story that starts at " + start + ", which is within a pane");
        }
    }

    /** The story's time, if its last event is to happen no later than {@code end}. */
    public static StoryTime until(Instant end, long events) {
        long first = end.toEpochMilli() - events * STEP_MS;
        return new StoryTime(Instant.ofEpochMilli(first - Math.floorMod(first, PANE.toMillis())));
    }

    public Instant of(long event) {
        return start.plusMillis(event * STEP_MS);
    }

    /** How many events happen before {@code time}. */
    public long before(Instant time) {
        return Math.max(0, Duration.between(start, time).toMillis() / STEP_MS);
    }
}
