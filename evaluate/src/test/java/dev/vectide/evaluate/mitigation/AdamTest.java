package dev.vectide.evaluate.mitigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdamTest {
    /** Worked by hand from the paper's algorithm 1: the first step is the rate, whatever the gradient's size. */
    @Test
    void twoStepsAreThoseOfThePaper() {
        double[] parameters = {1, 1};
        Adam adam = new Adam(2, 0.1);

        adam.step(parameters, new double[] {0.5, -20});
        assertThat(parameters).containsExactly(new double[] {0.9, 1.1}, within(1e-8));

        adam.step(parameters, new double[] {0, -20});
        double first = 0.9 * 0.05 / (1 - 0.81);
        double second = 0.999 * 0.00025 / (1 - 0.998001);
        assertThat(parameters[0]).isCloseTo(0.9 - 0.1 * first / Math.sqrt(second), within(1e-7));
        assertThat(parameters[1]).isCloseTo(1.2, within(1e-7));
    }
}
