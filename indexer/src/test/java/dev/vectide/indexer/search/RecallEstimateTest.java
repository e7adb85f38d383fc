package dev.vectide.indexer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RecallEstimateTest {
    private final RecallEstimate estimate = new RecallEstimate();

    @Test
    void nothingIsKnownWithoutQuestions() {
        assertThat(estimate.interval()).isEqualTo(new RecallEstimate.Interval(Double.NaN, 0, 1, 0));
    }

    /** Wilson's interval for 81 of 263 is 0.2553 to 0.3662 (Newcombe 1998, table I, without continuity correction). */
    @Test
    void theIntervalIsThePublishedOne() {
        for (int i = 0; i < 263; i++) {
            estimate.add(i < 81 ? 1 : 0);
        }
        assertThat(estimate.interval().mean()).isCloseTo(81 / 263.0, within(1e-12));
        assertThat(estimate.interval().low()).isCloseTo(0.2553, within(5e-5));
        assertThat(estimate.interval().high()).isCloseTo(0.3662, within(5e-5));
    }

    @Test
    void onlyTheLastThousandCount() {
        for (int i = 0; i < 5000; i++) {
            estimate.add(i < 4500 ? 0 : 1);
        }
        assertThat(estimate.interval().questions()).isEqualTo(1000);
        assertThat(estimate.interval().mean()).isEqualTo(0.5);
    }

    /** Of many samples of questions whose recall is known, at least 95 of 100 intervals hold it. */
    @Test
    void theIntervalHoldsTheTruth() {
        Random random = new Random(2);
        int held = 0;
        for (int sample = 0; sample < 1000; sample++) {
            RecallEstimate one = new RecallEstimate();
            for (int question = 0; question < 200; question++) {
                int found = 0;
                for (int neighbour = 0; neighbour < 10; neighbour++) {
                    found += random.nextDouble() < 0.97 ? 1 : 0;
                }
                one.add(found / 10.0);
            }
            held += one.interval().low() <= 0.97 && 0.97 <= one.interval().high() ? 1 : 0;
        }
        assertThat(held).isGreaterThanOrEqualTo(950);
    }
}
