package dev.vectide.monitor.novelty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParetoTest {
    /** The quantiles of a distribution at (i − ½)/n. */
    private static double[] quantiles(double shape, double scale, int n) {
        return IntStream.rangeClosed(1, n)
                .mapToDouble(i -> scale / shape * (Math.pow((i - 0.5) / n, -shape) - 1))
                .toArray();
    }

    /**
     * Maxima of the likelihood as SciPy 1.17.1 finds them: {@code genpareto.fit(y, floc=0)}, then
     * {@code minimize(method="Nelder-Mead", xatol=1e-11)} from there.
     */
    @ParameterizedTest(name = "shape {0}, scale {1}, {2} excesses")
    @CsvSource({
        "0.3, 2, 200, 0.29169486070012834, 2.012103959527611",
        "-0.25, 0.1, 100, -0.2730994126484959, 0.10203203205723493",
        "0.05, 1, 400, 0.04462744099543557, 1.0044602124723212",
        "0.7, 0.5, 50, 0.6713109152926056, 0.5084681432452176"
    })
    void isTheFitThatScipyFinds(double shape, double scale, int n, double fittedShape, double fittedScale) {
        Pareto fit = Pareto.fit(quantiles(shape, scale, n));

        assertThat(fit.shape()).isCloseTo(fittedShape, within(1e-6));
        assertThat(fit.scale()).isCloseTo(fittedScale, within(1e-6));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void nothingOnAFineGridIsLikelier(long seed) {
        Random random = new Random(seed);
        double[] excesses = random.doubles(30)
                .map(u -> seed % 2 == 0 ? -Math.log(u) : u * u)
                .toArray();
        double mean = java.util.Arrays.stream(excesses).average().orElseThrow();

        Pareto fit = Pareto.fit(excesses);

        double best = logLikelihood(excesses, fit);
        for (double shape = -0.95; shape < 3; shape += 0.01) {
            for (double scale = mean / 50; scale < 5 * mean; scale += mean / 50) {
                assertThat(logLikelihood(excesses, new Pareto(shape, scale))).isLessThanOrEqualTo(best + 1e-9);
            }
        }
    }

    /** Summed over the density, from its definition. */
    private static double logLikelihood(double[] excesses, Pareto one) {
        double sum = 0;
        for (double y : excesses) {
            double inner = 1 + one.shape() * y / one.scale();
            if (inner <= 0) {
                return Double.NEGATIVE_INFINITY;
            }
            sum -= Math.log(one.scale())
                    + (Math.abs(one.shape()) < 1e-12
                            ? y / one.scale()
                            : (1 + 1 / one.shape()) * Math.log(inner));
        }
        return sum;
    }

    @Test
    void survivalIsThatOfTheDefinition() {
        assertThat(new Pareto(0.5, 2).survival(3)).isCloseTo(Math.pow(1 + 0.5 * 3 / 2, -2), within(1e-15));
        assertThat(new Pareto(-0.5, 2).survival(3)).isCloseTo(Math.pow(1 - 0.5 * 3 / 2, 2), within(1e-15));
        assertThat(new Pareto(-0.5, 2).survival(4)).isZero();
        assertThat(new Pareto(0, 2).survival(3)).isCloseTo(Math.exp(-1.5), within(1e-15));
        assertThat(new Pareto(0.5, 2).survival(0)).isEqualTo(1);
    }

    @Test
    void equalExcessesAreFittedToo() {
        Pareto fit = Pareto.fit(new double[] {0.2, 0.2, 0.2, 0.2});

        assertThat(fit.survival(0.1)).isBetween(0.0, 1.0);
        assertThat(fit.scale()).isPositive().isFinite();
    }

    @Test
    void anExcessOfNothingIsRefused() {
        assertThatThrownBy(() -> Pareto.fit(new double[] {1, 0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an excess of 0.0, expected above 0");
    }
}
