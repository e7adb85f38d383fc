package dev.vectide.monitor.notify;

import java.time.Duration;

/**
 * When a message that failed is tried again: exponential backoff, varied so that receivers that come back are not met by
 * everybody at once.
 *
 * @param tries at the most
 * @param first pause
 * @param longest pause, unless the receiver asks for more
 */
public record Retry(int tries, Duration first, Duration longest) {
    /** What a receiver may ask for at the most. */
    private static final Duration MOST = Duration.ofDays(1);

    private static final int MOST_DOUBLINGS = 30;

    /**
     * @param failed tries so far, at least 1
     * @param jitter from 0 to 1; the pause is half to all of what it would be without
     * @param asked by the receiver; zero if it did not
     */
    Duration pause(int failed, double jitter, Duration asked) {
        double doubled = first.toMillis() * Math.pow(2, Math.min(MOST_DOUBLINGS, failed - 1));
        double most = Math.min(doubled, (double) longest.toMillis());
        Duration own = Duration.ofMillis(Math.round(most * (0.5 + 0.5 * jitter)));
        Duration wanted = asked.compareTo(MOST) > 0 ? MOST : asked;
        return own.compareTo(wanted) > 0 ? own : wanted;
    }
}
