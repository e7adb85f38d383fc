package dev.vectide.testing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What is written while processes are killed, in one stretch more than there are kills. The writer gets into the next one only after
 * a kill, so that each kill, however slow the machine, finds something still to be written; and while there are kills to come it is
 * slow, so that they come amid a stretch.
 *
 * <p>Used by two threads: the writer's calls {@link #awaitNext}, the killer's {@link #killed}.
 */
public final class Stretches {
    private final Semaphore open;
    private final CountDownLatch kills;
    private final int length;
    private final Duration pace;

    /**
     * @param parts of what is written, more than kills
     * @param pace between two parts
     */
    public Stretches(int kills, int parts, Duration pace) {
        this.length = parts / (kills + 1);
        if (length == 0) {
            throw new IllegalArgumentException(parts + " parts, expected more than " + kills + " kills");
        }
        this.kills = new CountDownLatch(kills);
        this.pace = pace;
        this.open = new Semaphore(length);
    }

    /** Returns once the next part may be written. */
    public void awaitNext() throws InterruptedException {
        boolean killedAll = kills.await(pace.toMillis(), TimeUnit.MILLISECONDS);
        if (!killedAll) {
            open.acquire();
        }
    }

    /** A process was killed: the next stretch may begin; after the last kill, all that is left. */
    public void killed() {
        kills.countDown();
        open.release(length);
    }
}
