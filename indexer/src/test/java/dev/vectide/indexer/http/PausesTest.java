package dev.vectide.indexer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PausesTest {
    private static final long MS = Duration.ofMillis(1).toNanos();

    /** In ms, with tries that take no time; the last number is what remains of the patience. */
    private static List<Long> all(long patience) {
        Pauses pauses = new Pauses();
        List<Long> all = new ArrayList<>();
        long left = patience * MS;
        for (OptionalLong pause = pauses.next(left); pause.isPresent(); pause = pauses.next(left)) {
            all.add(pause.getAsLong() / MS);
            left -= pause.getAsLong();
        }
        all.add(left / MS);
        return all;
    }

    @Test
    void theyDoubleUpToASecondAndUseThePatience() {
        assertThat(all(5000)).containsExactly(50L, 100L, 200L, 400L, 800L, 1000L, 1000L, 725L, 362L, 362L);
    }

    @Test
    void aLongPatienceIsUsedToTheEndToo() {
        List<Long> pauses = all(600_000);

        assertThat(pauses).hasSizeGreaterThan(600).allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(1000));
        assertThat(pauses.get(pauses.size() - 1)).isLessThan(500);
    }

    @Test
    void thereIsNoneWhereHardlyTimeIsLeft() {
        assertThat(all(99)).containsExactly(99L);
        assertThat(all(-1)).containsExactly(-1L);
    }
}
