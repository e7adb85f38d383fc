package dev.vectide.indexer.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.vector.FloatVector;
import dev.vectide.indexer.Documents;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CodeTest {
    @Test
    void aCodeIsWithinHalfAStepOfTheDirection() {
        Random random = new Random(3);
        for (int round = 0; round < 100; round++) {
            FloatVector vector = Documents.vector(random, 1 + random.nextInt(500));
            FloatVector longer = scaled(vector, 0.01f + 100 * random.nextFloat());
            byte[] codes = new byte[vector.dimension() + 3];

            float scale = Code.write(longer, codes, 3);

            for (int j = 0; j < vector.dimension(); j++) {
                assertThat(Math.abs(codes[3 + j] * scale - vector.get(j))).isLessThan(0.5001f * scale + 1e-6f);
            }
        }
    }

    @Test
    void aVectorWithoutDirectionIsNearNothing() {
        byte[] codes = {1, 2, 3};
        assertThat(Code.write(FloatVector.of(0, 0, 0), codes, 0)).isZero();
        assertThat(codes).containsOnly(0);
    }

    private static FloatVector scaled(FloatVector vector, float factor) {
        float[] values = vector.toArray();
        for (int j = 0; j < values.length; j++) {
            values[j] *= factor;
        }
        return FloatVector.owning(values);
    }
}
