package dev.vectide.encoder.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenBudgetTest {
    private final List<Integer> shrunk = new ArrayList<>();

    /** A fake: memory for so many padded tokens at once. */
    private static void runWithin(int memory, int[] lengths, int[] batch, List<Integer> done) {
        int padded = batch.length * Arrays.stream(batch).map(i -> lengths[i]).max().orElseThrow();
        if (padded > memory) {
            throw new OutOfMemoryException("no memory for " + padded, new RuntimeException());
        }
        Arrays.stream(batch).forEach(done::add);
    }

    @Test
    void whatDoesNotFitIsHalvedAndTheNextBatchesAreSmaller() {
        Random random = new Random(2);
        for (int round = 0; round < 100; round++) {
            int[] lengths = random.ints(1 + random.nextInt(200), 1, 60).toArray();
            int memory = 60 + random.nextInt(500);
            TokenBudget budget = new TokenBudget(1024, shrunk::add);
            List<Integer> done = new ArrayList<>();
            for (int[] batch : LengthBatches.of(lengths, budget.tokens())) {
                budget.run(lengths, batch, part -> runWithin(memory, lengths, part, done));
            }
            assertThat(done).containsExactlyInAnyOrderElementsOf(IntStream.range(0, lengths.length).boxed().toList());

            int settled = budget.tokens();
            assertThat(settled).isGreaterThan(memory / 4);
            for (int[] batch : LengthBatches.of(lengths, settled)) {
                budget.run(lengths, batch, part -> runWithin(memory, lengths, part, done));
            }
            assertThat(done).hasSize(2 * lengths.length);
        }
        assertThat(shrunk).isNotEmpty();
    }

    @Test
    void aSingleTextThatDoesNotFitIsToldAndLeavesTheBudgetAsItIs() {
        TokenBudget budget = new TokenBudget(1024, shrunk::add);

        assertThatThrownBy(() -> budget.run(new int[] {50}, new int[] {0}, part ->
                        runWithin(40, new int[] {50}, part, new ArrayList<>())))
                .isInstanceOf(OutOfMemoryException.class)
                .hasMessage("no memory for 50");
        assertThat(budget.tokens()).isEqualTo(1024);
        assertThat(shrunk).isEmpty();
    }

    @Test
    void runtimesSayItInTheirOwnWords() {
        assertThat(OutOfMemoryException.isMeantBy(
                        "Error code - ORT_RUNTIME_EXCEPTION - Non-zero status code returned while running MatMul node."
                                + " Status Message: bfc_arena.cc:376 Failed to allocate memory for requested buffer of size 9"))
                .isTrue();
        assertThat(OutOfMemoryException.isMeantBy("CUDA failure 2: out of memory ; GPU=0")).isTrue();
        assertThat(OutOfMemoryException.isMeantBy("std::bad_alloc")).isTrue();
        assertThat(OutOfMemoryException.isMeantBy("Cannot reserve 8192 bytes of direct buffer memory")).isTrue();
        assertThat(OutOfMemoryException.isMeantBy("Invalid argument: input_ids")).isFalse();
    }
}
