package dev.vectide.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.encoder.batch.ExactShapes;
import dev.vectide.encoder.batch.ShapeLadder;
import java.nio.LongBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenBatchTest {
    private static final List<Tokens> TEXTS =
            List.of(new Tokens(new long[] {101, 7, 102}, 3), new Tokens(new long[] {101, 102}, 2));

    @Test
    void textsArePaddedToTheLongest() {
        TokenBatch batch = new TokenBatch().fill(TEXTS, new int[] {1, 0}, new ExactShapes());

        assertThat(batch.rows()).isEqualTo(2);
        assertThat(batch.length()).isEqualTo(3);
        assertThat(longs(batch.ids())).containsExactly(101, 102, 0, 101, 7, 102);
        assertThat(longs(batch.mask())).containsExactly(1, 1, 0, 1, 1, 1);
        assertThat(longs(batch.types())).containsExactly(0, 0, 0, 0, 0, 0);
    }

    @Test
    void onALadderThereAreRowsOfPaddingWithATokenEach() {
        TokenBatch batch = new TokenBatch().fill(TEXTS, new int[] {0, 1, 0}, new ShapeLadder(4));

        assertThat(batch.texts()).isEqualTo(3);
        assertThat(batch.rows()).isEqualTo(4);
        assertThat(batch.length()).isEqualTo(4);
        assertThat(longs(batch.ids())).containsExactly(101, 7, 102, 0, 101, 102, 0, 0, 101, 7, 102, 0, 0, 0, 0, 0);
        assertThat(longs(batch.mask())).containsExactly(1, 1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 0, 1, 0, 0, 0);
    }

    @Test
    void joinedTextsStandOneAfterTheOtherWithTheirLengths() {
        TokenBatch batch = new TokenBatch().join(TEXTS, new int[] {1, 0, 1});

        assertThat(batch.rows()).isEqualTo(1);
        assertThat(batch.length()).isEqualTo(7);
        assertThat(batch.texts()).isEqualTo(3);
        assertThat(batch.outputs()).isEqualTo(3);
        assertThat(longs(batch.ids())).containsExactly(101, 102, 101, 7, 102, 101, 102);
        assertThat(longs(batch.sizes())).containsExactly(2, 3, 2);
        batch.join(TEXTS, new int[] {0});
        assertThat(longs(batch.ids())).containsExactly(101, 7, 102);
        assertThat(longs(batch.sizes())).containsExactly(3);
    }

    @Test
    void aBatchAfterALargerOneHasNothingOfIt() {
        TokenBatch batch = new TokenBatch().fill(TEXTS, new int[] {0, 0, 0}, new ExactShapes());

        batch.fill(TEXTS, new int[] {1}, new ExactShapes());

        assertThat(longs(batch.ids())).containsExactly(101, 102);
        assertThat(longs(batch.mask())).containsExactly(1, 1);
        assertThat(batch.lengthOf(0)).isEqualTo(2);
    }

    private static long[] longs(LongBuffer buffer) {
        long[] values = new long[buffer.remaining()];
        buffer.duplicate().get(values);
        return values;
    }
}
