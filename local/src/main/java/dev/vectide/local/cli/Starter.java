package dev.vectide.local.cli;

import dev.vectide.local.Role;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts a role on the thread that made it, which is broken off where it is told to stop before it has started. */
final class Starter {
    private final Thread thread = Thread.currentThread();
    private final CountDownLatch stop;
    private boolean starting = true;

    /** @param stop is counted down when it is told to stop */
    Starter(CountDownLatch stop) {
        this.stop = stop;
    }

    /** May be called by any thread. */
    synchronized void stop() {
        stop.countDown();
        if (starting) {
            thread.interrupt();
        }
    }

    /** The role, or null if it was told to stop before. */
    @Nullable Role run(Supplier<Role> start) {
        try {
            return start.get();
        } catch (RuntimeException e) {
            if (stop.getCount() > 0) {
                throw e;
            }
            return null;
        } finally {
            started();
        }
    }

    private synchronized void started() {
        starting = false;
        // One that came too late to break anything off; it is told by the latch.
        Thread.interrupted();
    }
}
