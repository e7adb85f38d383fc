package dev.vectide.evaluate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static double[] normal(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, n).mapToDouble(i -> random.nextGaussian()).toArray();
    }

    /** Of a mean the interval is, for many items, 1.96 standard errors to either side. */
    @Test
    void theIntervalOfAMeanIsTheNormalOne() {
        double[] scores = normal(2000, 1);
        double mean = Arrays.stream(scores).average().orElseThrow();
        double sd = Math.sqrt(Arrays.stream(scores).map(s -> (s - mean) * (s - mean)).sum() / scores.length);

        Interval interval = new Bootstrap(20_000, 0.95, 3).interval(scores.length, Bootstrap.mean(scores));

        double halfWidth = 1.959964 * sd / Math.sqrt(scores.length);
        assertThat(interval.value()).isCloseTo(mean, within(1e-12));
        assertThat(interval.low()).isCloseTo(mean - halfWidth, within(0.03 * halfWidth));
        assertThat(interval.high()).isCloseTo(mean + halfWidth, within(0.03 * halfWidth));
    }

    /** The promise itself: 95 in 100 intervals hold what they are about. 400 samples, three standard errors of 1.1. */
    @Test
    void intervalsHoldTheTruthAsOftenAsTheySay() {
        long held = IntStream.range(0, 400)
                .mapToObj(i -> new Bootstrap(400, 0.95, i).interval(100, Bootstrap.mean(normal(100, 1000 + i))))
                .filter(interval -> interval.low() <= 0 && interval.high() >= 0)
                .count();

        assertThat(held / 400.0).isBetween(0.95 - 0.033, 0.95 + 0.033);
    }

    /** Ten copies of each item say nothing that one does not: by item the interval is √10 too narrow, by group it is right. */
    @Test
    void groupsAreDrawnWhole() {
        double[] once = normal(100, 5);
        double[] copied = IntStream.range(0, 1000).mapToDouble(i -> once[i / 10]).toArray();
        int[] groups = IntStream.range(0, 1000).map(i -> i / 10).toArray();
        Bootstrap bootstrap = new Bootstrap(1000, 0.95, 1);

        Interval alone = bootstrap.interval(100, Bootstrap.mean(once));
        Interval grouped = bootstrap.interval(groups, Bootstrap.mean(copied));
        Interval single = bootstrap.interval(1000, Bootstrap.mean(copied));

        assertThat(grouped.low()).isCloseTo(alone.low(), within(1e-12));
        assertThat(grouped.high()).isCloseTo(alone.high(), within(1e-12));
        assertThat((alone.high() - alone.low()) / (single.high() - single.low())).isCloseTo(Math.sqrt(10), within(0.4));
    }

    @Test
    void quantilesLieBetweenOrderStatistics() {
        double[] scores = {5, 1, 4, 2};
        int[] all = {0, 1, 2, 3};
        assertThat(Bootstrap.quantile(0.5, scores).applyAsDouble(all)).isEqualTo(3);
        assertThat(Bootstrap.quantile(0.9, scores).applyAsDouble(all)).isCloseTo(4.7, within(1e-12));
        assertThat(Bootstrap.quantile(0.5, scores).applyAsDouble(new int[] {1, 1, 0})).isEqualTo(1);
        assertThat(Bootstrap.quantile(1, scores).applyAsDouble(all)).isEqualTo(5);
    }

    @Test
    void equalSeedsDrawEqualResamples() {
        double[] scores = normal(50, 2);
        assertThat(Bootstrap.DEFAULT.interval(50, Bootstrap.mean(scores)))
                .isEqualTo(Bootstrap.DEFAULT.interval(50, Bootstrap.mean(scores)));
    }

    @Test
    void refusesWhatIsNoBootstrap() {
        assertThatThrownBy(() -> new Bootstrap(0, 0.9, 1)).hasMessageContaining("0 resamples");
        assertThatThrownBy(() -> new Bootstrap(10, 1, 1)).hasMessageContaining("level of 1.0");
        assertThatThrownBy(() -> Bootstrap.DEFAULT.interval(0, items -> 0)).hasMessageContaining("nothing to draw");
    }
}
