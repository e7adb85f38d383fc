package dev.vectide.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QuotasTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(5));
    private final Quotas quotas = new Quotas(
            List.of(
                    new Quota(new StreamPattern("a"), 10, 0, 0, 0),
                    new Quota(new StreamPattern("*"), 100, 1000, 5, 0)),
            now::get);
    private final Caller caller = Caller.anyone(quotas);

    private boolean admitted(String stream, Quotas.Kind kind, long amount) {
        try {
            caller.spend(stream, kind, amount);
            return true;
        } catch (AccessException e) {
            assertThat(e.reason().status()).isEqualTo(429);
            return false;
        }
    }

    @Test
    void whatIsOverIsRefusedUntilTheBucketIsOutOfDebt() {
        caller.spend("a", Quotas.Kind.EVENTS, 35);

        assertThatThrownBy(() -> caller.spend("a", Quotas.Kind.EVENTS, 1))
                .isInstanceOfSatisfying(AccessException.class, refusal -> assertThat(refusal.retryAfterS()).isEqualTo(3))
                .hasMessageContaining("stream 'a' has had more than its 10 events a second");
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(2499));
        assertThat(admitted("a", Quotas.Kind.EVENTS, 1)).isFalse();
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(2));
        assertThat(admitted("a", Quotas.Kind.EVENTS, 1)).isTrue();
    }

    @Test
    void theFirstThatFitsHoldsAndStreamsAndKindsAreByThemselves() {
        assertThat(admitted("a", Quotas.Kind.BYTES, 1 << 30)).as("a has no bound of bytes").isTrue();
        assertThat(admitted("a", Quotas.Kind.BYTES, 1 << 30)).isTrue();
        assertThat(admitted("b", Quotas.Kind.BYTES, 1 << 30)).isTrue();
        assertThat(admitted("b", Quotas.Kind.BYTES, 1)).isFalse();
        assertThat(admitted("b", Quotas.Kind.SEARCHES, 1)).isTrue();
        assertThat(admitted("c", Quotas.Kind.BYTES, 1)).isTrue();
    }

    @Test
    void inTheLongRunNoMoreGoesThroughThanTheRate() {
        Random random = new Random(7);
        long asked = 0;
        long went = 0;
        int seconds = 300;
        for (int step = 0; step < seconds * 20; step++) {
            int amount = 1 + random.nextInt(9);
            asked += amount;
            went += admitted("b", Quotas.Kind.EVENTS, amount) ? amount : 0;
            now.addAndGet(TimeUnit.MILLISECONDS.toNanos(50));
        }
        // The rate, one second's worth that was there at the beginning, and the last request's debt.
        assertThat(asked).isBetween(95L * seconds, 105L * seconds);
        long over = 0;
        for (int step = 0; step < seconds * 20; step++) {
            over += admitted("b", Quotas.Kind.EVENTS, 50) ? 50 : 0;
            now.addAndGet(TimeUnit.MILLISECONDS.toNanos(50));
        }
        assertThat(over).isBetween(100L * seconds - 150, 100L * seconds + 150);
        assertThat(went).isLessThanOrEqualTo(100L * seconds + 110);
    }

    @Test
    void aKeyHasABucketOfItsOwn() {
        ApiKey key = new ApiKey("b", ApiKey.hash("s"), List.of(new StreamPattern("b")), Set.of(Verb.READ), 2);
        Caller holder = Caller.of(key, quotas);
        holder.spendTexts(5);

        assertThatThrownBy(() -> holder.spendTexts(1))
                .isInstanceOfSatisfying(AccessException.class, refusal -> assertThat(refusal.spent())
                        .isEqualTo(new AccessException.Spent(null, Quotas.Kind.TEXTS)))
                .hasMessageContaining("key 'b'");
        caller.spendTexts(1 << 20);
    }

    @Test
    void namesThatAreNotAskedForAgainAreForgotten() {
        for (int i = 0; i < 60_000; i++) {
            caller.spend("s" + i, Quotas.Kind.EVENTS, 1);
            now.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
        }
        assertThat(quotas.size()).isLessThan(12_000);
    }
}
