package dev.vectide.indexer.http;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * The pauses between the tries of one question, in nanoseconds: each twice the one before, at most a second and at most half of
 * the time that is left, so that the try after it has as much. There is none once that half is too short to try anything in.
 *
 * <p>For use by one thread.
 */
final class Pauses {
    private static final long FIRST = Duration.ofMillis(50).toNanos();
    private static final long LONGEST = Duration.ofSeconds(1).toNanos();

    private static final long SHORT = Duration.ofMillis(250).toNanos();

    private long wanted = FIRST;

    /** @param left until the question is given up; empty if nothing is to be tried any more */
    OptionalLong next(long left) {
        long pause = Math.min(wanted, left / 2);
        boolean late = pause < Math.min(wanted, SHORT);
        wanted = Math.min(2 * wanted, LONGEST);
        return late ? OptionalLong.empty() : OptionalLong.of(pause);
    }
}
