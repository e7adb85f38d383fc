package dev.vectide.bench.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Keeps a system busy: sends as soon as fewer than {@value #AHEAD} events wait, so that there is always a backlog and never a
 * large one.
 *
 * <p>Used by one thread.
 */
final class ClosedLoop {
    static final int AHEAD = 2000;
    private static final int BATCH = 100;
    /** Posts under way. */
    private static final int OPEN = 2;

    private ClosedLoop() {}

    /**
     * Sends until {@code seconds} are over.
     *
     * @param waiting acknowledged events that are not through yet
     */
    static void run(Door door, Events events, Step step, LongSupplier waiting, double seconds) throws InterruptedException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        List<CompletableFuture<Void>> posts = new ArrayList<>();
        while (System.nanoTime() < end) {
            posts.removeIf(CompletableFuture::isDone);
            if (posts.size() < OPEN && waiting.getAsLong() + (long) posts.size() * BATCH < AHEAD) {
                posts.add(door.post(events.next(Collections.nCopies(BATCH, System.nanoTime()), step)));
            } else {
                Thread.sleep(2);
            }
        }
        posts.forEach(CompletableFuture::join);
    }
}
