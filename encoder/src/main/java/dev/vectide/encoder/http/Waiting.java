package dev.vectide.encoder.http;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many texts wait for their vectors at the door. Beyond a bound more are turned away, which is kinder than to let
 * everybody wait longer and longer.
 *
 * <p>Safe for concurrent use.
 */
final class Waiting {
    private final int most;
    private final AtomicInteger texts = new AtomicInteger();

    Waiting(int most) {
        this.most = most;
    }

    /** Takes them in, unless they are too many for those that wait already; alone, a request is never too large. */
    boolean enter(int count) {
        int before = texts.getAndUpdate(now -> now == 0 || now + count <= most ? now + count : now);
        return before == 0 || before + count <= most;
    }

    int texts() {
        return texts.get();
    }

    void leave(int count) {
        texts.addAndGet(-count);
    }
}
