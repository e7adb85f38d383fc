package dev.vectide.monitor.novelty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateWindowTest {
    private static final double NOMINAL = RateEvidence.nullRate(0.01, 1000);

    @ParameterizedTest
    @CsvSource({
        "xx, false", "xxx, true", "x.x.x, true", "x..x.x, false", "xx...x, false", "xx..x, true", "xxx..., false",
        ".....xxx, true"
    })
    void threeOfTheNewestFiveOpen(String panes, boolean opens) {
        RateWindow window = RateWindow.EMPTY;
        for (char pane : panes.toCharArray()) {
            window = window.with(pane == 'x');
        }
        assertThat(window.opens()).isEqualTo(opens);
        assertThat(window.bits()).isBetween(0, 31);
    }

    /** A flood in every other pane: the e-detector forgets what it saw in between. */
    @Test
    void aFloodThatComesAndGoesOpens() {
        double flood = RateEvidence.eValue(60, 500, NOMINAL);
        double calm = RateEvidence.eValue(5, 500, NOMINAL);
        RateWindow window = RateWindow.EMPTY;
        for (int pane = 0; pane < 5; pane++) {
            boolean excess = RateWindow.isExcess(
                    pane % 2 == 0 ? 0.12 : 0.01, NOMINAL, pane % 2 == 0 ? flood : calm, 10_080);
            assertThat(excess).isEqualTo(pane % 2 == 0);
            window = window.with(excess);
        }
        assertThat(window.opens()).isTrue();
    }

    /** Exactly, from the binomial distribution: three of five panes by chance are rarer than a tenth of what is promised. */
    @ParameterizedTest
    @ValueSource(ints = {2, 5, 10, 20, 50, 100, 500})
    void chanceOpensFarMoreSeldomThanPromised(int scored) {
        double runLength = 10_080;
        double one = 0;
        double term = Math.pow(1 - NOMINAL, scored);
        for (int m = 0; m <= scored; m++) {
            double e = RateEvidence.eValue(m, scored, NOMINAL);
            one += RateWindow.isExcess((double) m / scored, NOMINAL, e, runLength) ? term : 0;
            term *= (scored - m) / (m + 1.0) * NOMINAL / (1 - NOMINAL);
        }
        double threeOfFive = 0;
        for (int k = 3; k <= 5; k++) {
            threeOfFive += choose(5, k) * Math.pow(one, k) * Math.pow(1 - one, 5 - k);
        }
        assertThat(threeOfFive).isLessThanOrEqualTo(1 / (10 * runLength));
    }

    private static double choose(int n, int k) {
        double ways = 1;
        for (int i = 0; i < k; i++) {
            ways *= (double) (n - i) / (i + 1);
        }
        return ways;
    }

    /** An alert closes on panes whose e-value is at most 1: there the rate is below twice the nominal one. */
    @ParameterizedTest
    @ValueSource(ints = {200, 500, 1000, 5000})
    void whatCountsAsQuietIsBelowTwiceTheNominalRate(int scored) {
        Random random = new Random(scored);
        for (int i = 0; i < 1000; i++) {
            int anomalies = random.nextInt(scored / 5);
            if (RateEvidence.eValue(anomalies, scored, NOMINAL) <= 1) {
                assertThat((double) anomalies / scored).isLessThan(2 * NOMINAL);
            }
        }
    }
}
