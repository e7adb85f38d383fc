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

    @Test
    void noOtherCutIsCheaper() {
        Random random = new Random(5);
        for (int round = 0; round < 100; round++) {
            int[] lengths = random.ints(1 + random.nextInt(10), 1, 60).sorted().toArray();
            int budget = 60 + random.nextInt(200);
            long cheapest = Long.MAX_VALUE;
            for (int cuts = 0; cuts < 1 << (lengths.length - 1); cuts++) {
                cheapest = Math.min(cheapest, cost(lengths, cuts, budget));
            }
            long found = LengthBatches.of(lengths, budget).stream()
                    .mapToLong(batch -> 12 + (long) batch.length * lengths[batch[batch.length - 1]])
                    .sum();
            assertThat(found).isEqualTo(cheapest);
        }
    }

    /** Of the batches that end before each set bit of {@code cuts}; beyond every bound where one is over the budget. */
    private static long cost(int[] sorted, int cuts, int budget) {
        long total = 0;
        int start = 0;
        for (int end = 1; end <= sorted.length; end++) {
            if (end == sorted.length || (cuts >> (end - 1) & 1) == 1) {
                long padded = (long) (end - start) * sorted[end - 1];
                total += padded > budget && end - start > 1 ? Integer.MAX_VALUE : padded + 12;
                start = end;
            }
        }
        return total;
    }
}
