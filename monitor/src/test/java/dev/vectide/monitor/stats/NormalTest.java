package dev.vectide.monitor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTest {
    /** Values of published tables. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.5",
        "1, 0.15865525393145707",
        "1.959963984540054, 0.025",
        "3, 1.3498980316300933e-3",
        "5, 2.866515718791939e-7",
        "10, 7.61985302416047e-24"
    })
    void tails(double z, double tail) {
        assertThat(Normal.upperTail(z)).isCloseTo(tail, Percentage.withPercentage(1e-7));
        assertThat(Normal.upperTail(-z)).isCloseTo(1 - tail, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0.975, 1.959963984540054", "0.5, 0", "0.025, -1.959963984540054", "0.9999, 3.719016485455709"})
    void quantiles(double p, double z) {
        assertThat(Normal.quantile(p)).isCloseTo(z, within(1e-9));
    }

    @Test
    void thereIsNoQuantileOfCertainty() {
        assertThatIllegalArgumentException().isThrownBy(() -> Normal.quantile(1)).withMessageContaining("1.0");
    }
}
