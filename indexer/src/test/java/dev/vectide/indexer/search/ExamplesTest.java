package dev.vectide.indexer.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.vector.FloatVector;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    private static final FloatVector A = FloatVector.of(4, 0);
    private static final FloatVector B = FloatVector.of(0, 2);

    @Test
    void oneExampleIsItself() {
        FloatVector odd = FloatVector.of(0.1f, -1e-30f, 3e38f);

        assertThat(Examples.average(List.of(odd), List.of())).isEqualTo(odd);
    }

    @Test
    void positivesAreAveraged() {
        assertThat(Examples.average(List.of(A, B), List.of())).isEqualTo(FloatVector.of(2, 1));
    }

    @Test
    void negativesAreTakenFromTwiceTheAverage() {
        assertThat(Examples.average(List.of(A, B), List.of(B, B, FloatVector.of(6, 8))))
                .isEqualTo(FloatVector.of(4 - 2, 2 - 4));
    }
}
