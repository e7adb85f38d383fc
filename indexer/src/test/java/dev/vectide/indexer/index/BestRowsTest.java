package dev.vectide.indexer.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BestRowsTest {
    @Test
    void keepsTheLargest() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            float[] values = new float[random.nextInt(200)];
            int capacity = 1 + random.nextInt(50);
            BestRows best = new BestRows(capacity);
            for (int row = 0; row < values.length; row++) {
                values[row] = random.nextFloat();
                best.offer(row, values[row]);
            }

            int[] expected = IntStream.range(0, values.length)
                    .boxed()
                    .sorted(Comparator.comparing((Integer row) -> values[row]).reversed())
                    .limit(capacity)
                    .mapToInt(Integer::intValue)
                    .toArray();
            assertThat(Arrays.stream(best.rows()).boxed())
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(expected).boxed().toList());
            if (best.size() == capacity) {
                assertThat(best.floor()).isEqualTo(values[expected[capacity - 1]]);
            } else {
                assertThat(best.floor()).isEqualTo(Float.NEGATIVE_INFINITY);
            }
        }
    }
}
