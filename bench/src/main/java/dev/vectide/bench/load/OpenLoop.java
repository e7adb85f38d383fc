package dev.vectide.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends events at a constant rate, whatever is answered: event i is due i/rate after the start. What became due in the last
 * {@value #TICK_MS} ms goes out in one request, as from a producer that gathers so long; that wait counts.
 *
 * <p>Used by one thread.
 */
final class OpenLoop {
    static final long TICK_MS = 20;
    /** In one request, after the producer itself was held up. */
    private static final int LARGEST = 200;

    private OpenLoop() {}

    static void run(Door door, Events events, Step step, double seconds) {
        long total = Math.round(step.perSecond() * seconds);
        long start = System.nanoTime();
        long sent = 0;
        for (long tick = 1; sent < total; tick++) {
            sleepUntil(start + tick * TICK_MS * 1_000_000);
            long now = System.nanoTime();
            List<Long> due = new ArrayList<>();
            while (sent < total && due(start, sent, step) <= now) {
                due.add(due(start, sent++, step));
                if (due.size() == LARGEST) {
                    door.post(events.next(due, step));
                    due.clear();
                }
            }
            if (!due.isEmpty()) {
                door.post(events.next(due, step));
            }
        }
    }

    private static long due(long start, long number, Step step) {
        return start + (long) (number * 1e9 / step.perSecond());
    }

    static void sleepUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
