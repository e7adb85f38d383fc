package dev.vectide.encoder.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextGroupsTest {
    @Test
    void everyTextIsInOneGroupOrAloneAndEachCallerHasAsManyGroups() {
        Random random = new Random(4);
        for (int round = 0; round < 300; round++) {
            int[] lengths = random.ints(random.nextInt(300), 1, 300).toArray();
            int size = 2 + random.nextInt(9);
            int callers = 1 + random.nextInt(5);
            int budget = 1 + random.nextInt(2000);
            List<int[]> groups = TextGroups.of(lengths, size, callers, budget);

            assertThat(groups.stream().flatMapToInt(Arrays::stream).sorted().toArray())
                    .isEqualTo(IntStream.range(0, lengths.length).toArray());
            assertThat(groups).allMatch(group -> group.length == 1
                    || group.length == size && Arrays.stream(group).map(i -> lengths[i]).sum() <= budget);
            assertThat(groups.stream().filter(group -> group.length == size).count() % callers).isZero();
            assertThat(groups.stream().flatMapToInt(Arrays::stream).map(i -> lengths[i]).toArray()).isSorted();
        }
    }

    @Test
    void neighboursByLengthAreTogetherAndTheLongestAlone() {
        List<int[]> groups = TextGroups.of(new int[] {5, 1, 4, 2, 3, 2, 9}, 2, 1, 6);
        assertThat(groups).containsExactly(new int[] {1, 3}, new int[] {5, 4}, new int[] {2}, new int[] {0}, new int[] {6});
    }

    @Test
    void fewTextsAreAloneSoThatNoCallerWaitsForAnother() {
        assertThat(TextGroups.of(new int[15], 8, 2, 100)).hasSize(15);
        assertThat(TextGroups.of(new int[16], 8, 2, 100)).hasSize(2);
        assertThat(TextGroups.of(new int[31], 8, 2, 100)).hasSize(17);
        assertThat(TextGroups.of(new int[0], 8, 2, 100)).isEmpty();
    }
}
