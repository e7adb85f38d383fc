package dev.vectide.evaluate.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.evaluate.Drawn;
import dev.vectide.evaluate.metric.Correlation;
import dev.vectide.evaluate.metric.Detection;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreBootstrapTest {
    /** A sample's score is the score of a data set that is that sample. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void statisticsOfASampleAreTheMetricsOfIt(long seed) {
        Drawn drawn = new Drawn(seed);
        int n = drawn.size(10, 50);
        double[] x = drawn.scores(n, 12);
        double[] y = drawn.scores(n, 9);
        boolean[] labels = drawn.flags(n);
        int[] sample = drawn.labels(n, n);
        sample[0] = 0;
        sample[1] = n - 1;
        double[] sampledX = Arrays.stream(sample).mapToDouble(i -> x[i]).toArray();
        double[] sampledY = Arrays.stream(sample).mapToDouble(i -> y[i]).toArray();
        boolean[] sampledLabels = new boolean[n];
        for (int i = 0; i < n; i++) {
            sampledLabels[i] = labels[sample[i]];
        }

        assertThat(Statistics.spearman(x, y).of(sample)).isCloseTo(Correlation.spearman(sampledX, sampledY), within(1e-9));
        assertThat(Statistics.auroc(x, labels).of(sample))
                .isCloseTo(Detection.of(sampledX, sampledLabels).auroc(), within(1e-9));
        assertThat(Statistics.mean(x).of(sample))
                .isCloseTo(Arrays.stream(sampledX).average().orElseThrow(), within(1e-9));
    }

    /** Of a mean: that of the central limit theorem. */
    @Test
    void theIntervalOfAMeanIsTwoStandardErrorsWide() {
        SplittableRandom random = new SplittableRandom(3);
        double[] values = random.doubles(2000).toArray();
        double error = Math.sqrt(1.0 / 12 / 2000);

        ScoreBootstrap.Interval interval = ScoreBootstrap.interval(Statistics.mean(values));

        double mean = Arrays.stream(values).average().orElseThrow();
        assertThat(interval.low()).isCloseTo(mean - 1.96 * error, within(0.25 * error));
        assertThat(interval.high()).isCloseTo(mean + 1.96 * error, within(0.25 * error));
        assertThat(ScoreBootstrap.interval(Statistics.mean(values))).isEqualTo(interval);
    }

    /** Paired: what both find hard is no noise between them. */
    @Test
    void aSmallDifferenceIsSeenWhereItIsTheSameEverywhere() {
        SplittableRandom random = new SplittableRandom(4);
        double[] a = random.doubles(300).toArray();
        double[] better = Arrays.stream(a).map(value -> value + 0.01).toArray();
        double[] shuffled = random.doubles(300).toArray();

        ScoreBootstrap.Difference sure = ScoreBootstrap.paired(Statistics.mean(better), Statistics.mean(a));
        ScoreBootstrap.Difference unsure = ScoreBootstrap.paired(Statistics.mean(shuffled), Statistics.mean(a));

        assertThat(sure.isBeyondChance()).isTrue();
        assertThat(sure.value()).isCloseTo(0.01, within(1e-9));
        assertThat(sure.p()).isCloseTo(2.0 / 1001, within(1e-9));
        assertThat(unsure.interval().high() - unsure.interval().low()).isGreaterThan(0.05);
        assertThatThrownBy(() -> ScoreBootstrap.paired(Statistics.mean(a), Statistics.mean(new double[3])))
                .hasMessageContaining("300 and 3");
    }

    /** Two scores without a difference: a test at 5 % errs about once in twenty. */
    @Test
    void falseAlarmsAreAsRareAsPromised() {
        SplittableRandom random = new SplittableRandom(9);
        int alarms = 0;
        for (int trial = 0; trial < 200; trial++) {
            Statistic a = Statistics.mean(random.doubles(100).toArray());
            Statistic b = Statistics.mean(random.doubles(100).toArray());
            alarms += ScoreBootstrap.paired(a, b).isBeyondChance() ? 1 : 0;
        }
        assertThat(alarms).isBetween(2, 22);
    }
}
