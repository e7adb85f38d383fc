package dev.vectide.evaluate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.evaluate.vector.TopK;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Golden values: numpy 2.4.6, {@code RandomState(42).shuffle(arange(n))}. */
class NumpyRandomTest {
    @Test
    void aShuffleIsNumpys() {
        int[] ten = TopK.inOrder(10);
        new NumpyRandom(42).shuffle(ten);
        assertThat(ten).containsExactly(8, 1, 5, 0, 7, 2, 9, 4, 3, 6);

        int[] thousand = TopK.inOrder(1000);
        new NumpyRandom(42).shuffle(thousand);
        assertThat(Arrays.copyOf(thousand, 10)).containsExactly(521, 737, 740, 660, 411, 678, 626, 513, 859, 136);
        assertThat(checksum(thousand)).isEqualTo(251374799L);
    }

    /** The list is carried over from one fresh generator to the next, as MTEB does it. */
    @Test
    void twoShufflesInTurnAreNumpys() {
        int[] values = TopK.inOrder(9003);

        new NumpyRandom(42).shuffle(values);
        new NumpyRandom(42).shuffle(values);

        assertThat(Arrays.copyOf(values, 6)).containsExactly(2393, 4220, 5251, 3299, 3714, 4666);
        assertThat(checksum(values)).isEqualTo(183591310403L);
    }

    private static long checksum(int[] values) {
        long sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (long) i * values[i];
        }
        return sum;
    }

    @Test
    void theFirstShotsOfEachLabelAreChosen() {
        int[] order = {5, 3, 1, 0, 2, 4};
        int[] labels = {0, 1, 0, 1, 0, 1};

        assertThat(FewShot.chosen(order, labels, 2, 2)).containsExactly(5, 3, 0, 2);
    }
}
