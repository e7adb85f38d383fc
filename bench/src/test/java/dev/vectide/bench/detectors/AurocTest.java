package dev.vectide.bench.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AurocTest {
    @Test
    void isTheShareOfPairsWon() {
        Random random = new Random(1);
        double[] positive = random.ints(57, 3, 12).asDoubleStream().toArray();
        double[] negative = random.ints(91, 0, 9).asDoubleStream().toArray();
        double won = 0;
        for (double p : positive) {
            for (double n : negative) {
                won += p > n ? 1 : p == n ? 0.5 : 0;
            }
        }

        assertThat(Auroc.of(positive, negative)).isCloseTo(won / (57 * 91), within(1e-12));
    }

    /** At ½ it is the standard error of the rank sum under no difference, √((m + n + 1)/(12mn)). */
    @Test
    void theErrorAtChanceIsThatOfTheRankSum() {
        assertThat(Auroc.error(0.5, 40, 60)).isCloseTo(Math.sqrt(101 / (12.0 * 40 * 60)), within(1e-12));
    }
}
