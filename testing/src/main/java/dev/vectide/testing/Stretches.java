package dev.vectide.testing;

import java.util.concurrent.Semaphore;

/**
 * What is written while processes are killed, in one stretch more than there are kills. The writer gets into the next one only after
 * a kill, so that each kill, however slow the machine, finds something still to be written.
 *
 * <p>Used by two threads: the writer's calls {@link #awaitNext}, the killer's {@link #killed}.
 */
public final class Stretches {
    private final Semaphore open;
    private final int length;
    private final int parts;
    private int killsLeft;

    /** @param parts of what is written, more than kills */
    public Stretches(int kills, int parts) {
        this.length = parts / (kills + 1);
        if (length == 0) {
            throw new IllegalArgumentException(parts + " parts, expected more than " + kills + " kills");
        }
        this.parts = parts;
        this.killsLeft = kills;
        this.open = new Semaphore(length);
    }

    /** Returns once the next part may be written. */
    public void awaitNext() throws InterruptedException {
        open.acquire();
    }

    /** A process was killed: the next stretch may begin; after the last kill, all that is left. */
    public void killed() {
        killsLeft--;
        open.release(killsLeft == 0 ? parts : length);
    }
}
