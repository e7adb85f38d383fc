package dev.vectide.bench.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class IntervalsTest {
    private static final int REPEATS = 1500;

    /** How often an interval holds the truth: 95 % promised, less four standard errors and a little that is approximated. */
    private static void covers(double truth, Function<Random, Intervals.Interval> draw) {
        Random random = new Random(7);
        int held = 0;
        for (int i = 0; i < REPEATS; i++) {
            Intervals.Interval interval = draw.apply(random);
            held += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }
        assertThat((double) held / REPEATS).isGreaterThan(0.95 - 4 * Math.sqrt(0.95 * 0.05 / REPEATS));
    }

    @Test
    void ofAShare() {
        covers(0.1, random -> Intervals.share((int) random.doubles(60).filter(u -> u < 0.1).count(), 60));
    }

    @Test
    void ofAMedian() {
        covers(0.5, random -> Intervals.median(random.doubles(25).toArray()));
    }

    /** The published interval of Wilson for 10 of 50. */
    @Test
    void wilsons() {
        Intervals.Interval share = Intervals.share(10, 50);

        assertThat(share.low()).isCloseTo(0.1124, within(1e-4));
        assertThat(share.high()).isCloseTo(0.3304, within(1e-4));
    }

    /** No alarm in 1000 panes: fewer than about 4 were to be expected. */
    @Test
    void nothingSeenIsBoundedToo() {
        Intervals.Interval length = Intervals.perEvent(new double[20], 50);

        assertThat(length.value()).isEqualTo(1000);
        assertThat(length.low()).isCloseTo(1000 / 3.92, within(1.0));
    }
}
