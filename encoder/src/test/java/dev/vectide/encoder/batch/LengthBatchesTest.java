package dev.vectide.encoder.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LengthBatchesTest {
    @Test
    void everyTextIsInOneBatchAndNoBatchIsOverTheBudget() {
        Random random = new Random(4);
        for (int round = 0; round < 200; round++) {
            int[] lengths = random.ints(random.nextInt(300), 1, 300).toArray();
            int budget = 1 + random.nextInt(2000);
            List<int[]> batches = LengthBatches.of(lengths, budget);
            boolean[] seen = new boolean[lengths.length];
            for (int[] batch : batches) {
                int longest = Arrays.stream(batch).map(i -> lengths[i]).max().orElseThrow();
                assertThat(batch.length == 1 || batch.length * longest <= budget).isTrue();
                for (int index : batch) {
                    assertThat(seen[index]).isFalse();
                    seen[index] = true;
                }
            }
            assertThat(seen).doesNotContain(false);
        }
    }

    @Test
    void noTextsMakeNoBatch() {
        assertThat(LengthBatches.of(new int[0], 100)).isEmpty();
    }
}
