package dev.vectide.encoder.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShapeLadderTest {
    private static final ShapeLadder LADDER = new ShapeLadder(512);

    @Test
    void theRungs() {
        assertThat(IntStream.rangeClosed(1, 512).map(LADDER::length).distinct())
                .containsExactly(16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512);
        assertThat(IntStream.rangeClosed(1, 40).map(LADDER::rows).distinct()).containsExactly(1, 2, 4, 8, 16, 32, 64);
    }

    @Test
    void nothingIsRoundedBeyondWhatTheModelTakes() {
        ShapeLadder ladder = new ShapeLadder(300);

        assertThat(ladder.length(256)).isEqualTo(256);
        assertThat(ladder.length(257)).isEqualTo(300);
        assertThat(ladder.length(300)).isEqualTo(300);
        assertThat(new ShapeLadder(8).length(5)).isEqualTo(8);
    }

    @Test
    void everyTextHasRoomAndNotMuchMore() {
        for (int tokens = 1; tokens <= 512; tokens++) {
            int length = LADDER.length(tokens);
            assertThat(length).isGreaterThanOrEqualTo(tokens);
            assertThat(length).isLessThanOrEqualTo(Math.max(16, tokens + tokens / 2));
            assertThat(LADDER.rows(tokens)).isBetween(tokens, 2 * tokens - 1);
        }
    }

    @Test
    void whateverComesThereAreFewShapesAndNoneOverTheBudget() {
        Random random = new Random(6);
        Set<List<Integer>> shapes = new HashSet<>();
        for (int round = 0; round < 300; round++) {
            int[] lengths = random.ints(1 + random.nextInt(400), 1, 513).toArray();
            for (int[] batch : LengthBatches.of(lengths, 4096, LADDER)) {
                int length = LADDER.length(Arrays.stream(batch).map(i -> lengths[i]).max().orElseThrow());
                int rows = LADDER.rows(batch.length);
                assertThat(rows * length).isLessThanOrEqualTo(4096);
                shapes.add(List.of(rows, length));
            }
        }
        int possible = IntStream.of(16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512)
                .map(length -> 1 + Integer.numberOfTrailingZeros(Integer.highestOneBit(4096 / length)))
                .sum();
        assertThat(shapes).hasSizeLessThanOrEqualTo(possible);
    }
}
