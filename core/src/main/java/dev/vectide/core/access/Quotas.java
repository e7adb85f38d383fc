package dev.vectide.core.access;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of one process: one a stream and kind, and one a key for the texts it has encoded. A bucket that is full tells
 * nothing and is forgotten when there are many, so that names of streams nobody asks for again take no memory.
 *
 * <p>Safe for concurrent use.
 */
public final class Quotas {
    private static final int MANY = 10_000;
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    /** What is counted. */
    public enum Kind {
        EVENTS,
        BYTES,
        SEARCHES,
        TEXTS;

        /** As settings and metrics write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Whose(String holder, boolean isKey, Kind kind) {}

    private final List<Quota> quotas;
    private final LongSupplier nanoTime;
    private final Map<Whose, TokenBucket> buckets = new ConcurrentHashMap<>();

    /** @param quotas the first that fits a stream holds for it */
    public Quotas(List<Quota> quotas, LongSupplier nanoTime) {
        this.quotas = List.copyOf(quotas);
        this.nanoTime = nanoTime;
    }

    /** @throws AccessException if the stream has had more than its share */
    void spend(String stream, Kind kind, long amount) {
        for (Quota quota : quotas) {
            if (quota.streams().matches(stream)) {
                spend(new Whose(stream, false, kind), quota.rate(kind), amount);
                return;
            }
        }
    }

    /** @throws AccessException if the key has had more texts encoded than its share */
    void spend(ApiKey key, long texts) {
        spend(new Whose(key.name(), true, Kind.TEXTS), key.texts(), texts);
    }

    private void spend(Whose whose, double rate, long amount) {
        if (rate == 0 || amount == 0) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (buckets.size() > MANY) {
            forget(now);
        }
        long[] wait = {0};
        // Within compute, so that nobody forgets the bucket meanwhile.
        buckets.compute(whose, (same, known) -> {
            TokenBucket bucket = known == null ? new TokenBucket(rate, now) : known;
            wait[0] = bucket.delay(now);
            if (wait[0] == 0) {
                bucket.take((double) amount);
            }
            return bucket;
        });
        if (wait[0] > 0) {
            @Nullable String stream = whose.isKey ? null : whose.holder;
            throw AccessException.overQuota(
                    (whose.isKey ? "key '" : "stream '") + whose.holder + "' has had more than its "
                            + shown(rate) + " " + whose.kind.word() + " a second; try again later",
                    new AccessException.Spent(stream, whose.kind),
                    (long) Math.ceil(wait[0] / SECOND));
        }
    }

    /** Buckets that are kept. */
    int size() {
        return buckets.size();
    }

    private void forget(long now) {
        buckets.keySet()
                .forEach(whose -> buckets.computeIfPresent(whose, (same, bucket) -> bucket.isFull(now) ? null : bucket));
    }

    private static String shown(double rate) {
        return rate == Math.rint(rate) ? Long.toString((long) rate) : Double.toString(rate);
    }
}
