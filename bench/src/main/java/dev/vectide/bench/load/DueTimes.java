package dev.vectide.bench.load;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When each event of a stream was due, by its number, and in which step.
 *
 * <p>Safe for concurrent use.
 */
final class DueTimes {
    private static final int CHUNK = 1 << 14;

    private final List<long[]> chunks = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Integer> firsts = new ArrayList<>();
    private int count;

    /** Number of the event. */
    synchronized int add(long nanos, Step step) {
        if (count % CHUNK == 0) {
            chunks.add(new long[CHUNK]);
        }
        if (steps.isEmpty() || steps.get(steps.size() - 1) != step) {
            steps.add(step);
            firsts.add(count);
        }
        chunks.get(count / CHUNK)[count % CHUNK] = nanos;
        return count++;
    }

    synchronized int count() {
        return count;
    }

    /** Of an event that was sent. */
    synchronized long nanos(int number) {
        return chunks.get(number / CHUNK)[number % CHUNK];
    }

    /** Null where there is no such event. */
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
}
