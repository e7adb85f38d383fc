package dev.vectide.monitor.novelty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailTest {
    private static Tail of(double... distances) {
        return Objects.requireNonNull(Tail.of(java.util.Arrays.stream(distances).sorted().toArray()));
    }

    /** SPOT's z_q, which is exceeded with probability q: t + σ/γ ((qn/N_t)^(−γ) − 1). */
    private static double quantile(Tail tail, double q) {
        double ratio = q / tail.share();
        double shape = tail.pareto().shape();
        double excess = shape == 0 ? -Math.log(ratio) : Math.expm1(-shape * Math.log(ratio)) / shape;
        return tail.threshold() + tail.pareto().scale() * excess;
    }

    @Test
    void beginsAtThe98thPercentile() {
        Tail tail = of(IntStream.rangeClosed(1, 1000).asDoubleStream().toArray());

        assertThat(tail.threshold()).isEqualTo(980);
        assertThat(tail.share()).isEqualTo(0.02);
        assertThat(tail.survival(980)).isEqualTo(0.02);
    }

    /** z_q = t + (σ/γ)((qn/N_t)^(−γ) − 1), or t − σ ln(qn/N_t). */
    @Test
    void quantilesAreThoseOfSpot() {
        Tail heavy = new Tail(0.7, 0.02, new Pareto(0.2, 0.05));
        Tail plain = new Tail(0.7, 0.02, new Pareto(0, 0.05));

        assertThat(quantile(heavy, 1e-4))
                .isCloseTo(0.7 + 0.05 / 0.2 * (Math.pow(1e-4 / 0.02, -0.2) - 1), within(1e-12));
        assertThat(quantile(plain, 1e-4)).isCloseTo(0.7 - 0.05 * Math.log(1e-4 / 0.02), within(1e-12));
        assertThat(heavy.survival(quantile(heavy, 1e-5))).isCloseTo(1e-5, within(1e-15));
        assertThat(plain.survival(quantile(plain, 1e-5))).isCloseTo(1e-5, within(1e-15));
    }

    @Test
    void tooFewDistancesHaveNoTail() {
        assertThat(Tail.of(new Random(1).doubles(499).sorted().toArray())).isNull();
        assertThat(Tail.of(new Random(1).doubles(500).sorted().toArray())).isNotNull();
        assertThat(Tail.of(new double[0])).isNull();
        assertThat(Tail.of(IntStream.range(0, 1000).mapToDouble(i -> i < 900 ? 0.1 : 0.4).toArray()))
                .isNull();
    }

    /**
     * What SPOT is for: how often z is passed of a q that 1,000 distances alone do not resolve. The estimate itself varies:
     * over 200 calibration sets its geometric mean is within a factor of two of what was asked.
     */
    @ParameterizedTest
    @ValueSource(doubles = {5e-4, 1e-4})
    void quantilesBeyondTheResolutionArePassedAboutAsOftenAsAsked(double q) {
        Random random = new Random(7);
        double sum = 0;
        int sets = 200;
        for (int set = 0; set < sets; set++) {
            double[] normal = random.doubles(1000).map(u -> -Math.log(u)).toArray();
            sum += Math.log(Math.exp(-quantile(of(normal), q)) / q);
        }

        assertThat(Math.exp(sum / sets)).isBetween(0.5, 2.0);
    }
}
