package dev.vectide.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Precision;
import dev.vectide.core.space.Space;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class PoolerTest {
    /** Two texts of at most three tokens in two dimensions; the second has one token and two of padding. */
    private static final FloatBuffer OUTPUT = FloatBuffer.wrap(new float[] {
        1, 2, 3, 4, 5, 9,
        6, 8, 100, 100, 100, 100
    });

    @Test
    void theMeanLeavesPaddingOut() {
        assertThat(pool(Pooling.MEAN, false, 0, 3)).containsExactly(3, 5);
        assertThat(pool(Pooling.MEAN, false, 1, 1)).containsExactly(6, 8);
    }

    @Test
    void theFirstTokenStandsForAll() {
        assertThat(pool(Pooling.CLS, false, 0, 3)).containsExactly(1, 2);
        assertThat(pool(Pooling.CLS, false, 1, 1)).containsExactly(6, 8);
    }

    @Test
    void aGraphThatPoolsItselfIsTakenAtItsWord() {
        assertThat(pool(Pooling.NONE, false, 0, 3)).containsExactly(1, 2);
        assertThat(pool(Pooling.NONE, false, 2, 3)).containsExactly(5, 9);
    }

    @Test
    void lengthOneWhereTheSpaceSaysSo() {
        assertThat(pool(Pooling.MEAN, true, 1, 1)).containsExactly(new float[] {0.6f, 0.8f}, within(1e-7f));
    }

    @Test
    void whatHasNoDirectionStaysAsItIs() {
        Pooler pooler = Pooler.of(space(Pooling.NONE, true));

        assertThat(pooler.pool(FloatBuffer.wrap(new float[] {0, 0}), 0, 1, 1)).containsExactly(0, 0);
        assertThat(pooler.pool(FloatBuffer.wrap(new float[] {Float.NaN, 1}), 0, 1, 1)).containsExactly(Float.NaN, 1);
    }

    private static float[] pool(Pooling pooling, boolean normalised, int row, int tokens) {
        return Pooler.of(space(pooling, normalised)).pool(OUTPUT, row, 3, tokens);
    }

    private static Space space(Pooling pooling, boolean normalised) {
        return new Space("tiny", "m", "t", pooling, "", "", 8, 2, normalised, Precision.FULL);
    }
}
