package dev.vectide.core.access;

import java.util.concurrent.TimeUnit;

/**
 * A token bucket that may be overdrawn: it fills at a rate up to what one second brings, and something may be taken, however
 * much, while it is not empty. So one large request is served where several small ones would be, and on average no more than
 * the rate is.
 *
 * <p>For use by one thread at a time.
 */
final class TokenBucket {
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final double rate;
    private final double capacity;
    private double tokens;
    private long at;

    /**
     * Full at first.
     *
     * @param rate tokens a second
     */
    TokenBucket(double rate, long now) {
        this.rate = rate;
        this.capacity = Math.max(1, rate);
        this.tokens = capacity;
        this.at = now;
    }

    /** Nanoseconds until something may be taken; 0 if it may be now. */
    long delay(long now) {
        fill(now);
        return tokens > 0 ? 0 : (long) Math.ceil(-tokens / rate * SECOND) + 1;
    }

    void take(double amount) {
        tokens -= amount;
    }

    boolean isFull(long now) {
        fill(now);
        return tokens >= capacity;
    }

    private void fill(long now) {
        tokens = Math.min(capacity, tokens + Math.max(0, now - at) / SECOND * rate);
        at = now;
    }
}
