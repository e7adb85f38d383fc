package dev.vectide.bench.load;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of each event of a stream, by its number: when it was due, its event time, and the step it belongs to.
 *
 * <p>Safe for concurrent use.
 */
final class EventBook {
    private static final int CHUNK = 1 << 14;

    private final List<long[]> due = new ArrayList<>();
    private final List<long[]> times = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Integer> firsts = new ArrayList<>();
    private int count;

    synchronized void add(long dueNanos, long timeMs, Step step) {
        if (count % CHUNK == 0) {
            due.add(new long[CHUNK]);
            times.add(new long[CHUNK]);
        }
        if (steps.isEmpty() || steps.get(steps.size() - 1) != step) {
            steps.add(step);
            firsts.add(count);
        }
        due.get(count / CHUNK)[count % CHUNK] = dueNanos;
        times.get(count / CHUNK)[count % CHUNK] = timeMs;
        count++;
    }

    synchronized int count() {
        return count;
    }

    /** Of an event that was sent. */
    synchronized long dueNanos(int number) {
        return due.get(number / CHUNK)[number % CHUNK];
    }

    /** The step of an event; null where there is no such event. */
    synchronized @Nullable Step step(int number) {
        if (number < 0 || number >= count) {
            return null;
        }
        int i = firsts.size() - 1;
        while (firsts.get(i) > number) {
            i--;
        }
        return steps.get(i);
    }

    /** Number of the first event at or after an event time; -1 where there is none yet. */
    synchronized int firstAt(long timeMs) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times.get(middle / CHUNK)[middle % CHUNK] < timeMs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < count ? low : -1;
    }
}
