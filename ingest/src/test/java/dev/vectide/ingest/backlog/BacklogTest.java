package dev.vectide.ingest.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Backlog backlog = new Backlog();

    @Test
    void whoKeepsUpIsNeverBehind() {
        for (long second = 0; second < 100; second++) {
            assertThat(seen(second, Map.of(0, second, 1, 2 * second), Map.of(0, second, 1, 2 * second))).isZero();
        }
    }

    @Test
    void anEventWaitsFromWhenItWasFirstSeen() {
        seen(0, Map.of(0, 10L), Map.of(0, 10L));
        seen(5, Map.of(0, 11L), Map.of(0, 10L));
        seen(6, Map.of(0, 20L), Map.of(0, 10L));

        assertThat(seen(9, Map.of(0, 30L), Map.of(0, 10L))).isEqualTo(Duration.ofSeconds(4));
        // That one is through, and those of the next second wait.
        assertThat(seen(10, Map.of(0, 30L), Map.of(0, 11L))).isEqualTo(Duration.ofSeconds(4));
        assertThat(seen(11, Map.of(0, 30L), Map.of(0, 30L))).isZero();
    }

    @Test
    void thePartitionFurthestBehindCounts() {
        seen(0, Map.of(0, 1L, 1, 1L), Map.of());

        assertThat(seen(7, Map.of(0, 100L, 1, 1L), Map.of(0, 100L))).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void whatIsWrittenByOthersAndDoneDoesNotMatter() {
        seen(0, Map.of(0, 5L), Map.of(0, 9L));

        assertThat(seen(50, Map.of(0, 5L), Map.of(0, 9L))).isZero();
    }

    @Test
    void aLongStandstillIsRememberedFromItsBeginning() {
        for (long second = 0; second < 5000; second++) {
            assertThat(seen(second, Map.of(0, second + 1), Map.of(0, 0L))).isEqualTo(Duration.ofSeconds(second));
        }
        Duration waited = seen(5000, Map.of(0, 5001L), Map.of(0, 4000L));
        // At the least; by how much is coarse after so long.
        assertThat(waited).isBetween(Duration.ofSeconds(800), Duration.ofSeconds(1000));
    }

    private Duration seen(long second, Map<Integer, Long> ends, Map<Integer, Long> done) {
        return backlog.observe(Duration.ofSeconds(second).toNanos(), ends, done);
    }
}
