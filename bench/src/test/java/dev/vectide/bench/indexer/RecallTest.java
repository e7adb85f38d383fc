package dev.vectide.bench.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.vector.FloatVector;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecallTest {
    @Test
    void isTheShareOfTheNearestThatIsFoundInWhateverOrder() {
        assertThat(Recall.of(new int[] {3, 1, 2}, new int[] {1, 2, 3})).isEqualTo(1);
        assertThat(Recall.of(new int[] {7, 1}, new int[] {1, 2, 3, 4})).isEqualTo(0.25);
        assertThat(Recall.of(new int[] {}, new int[] {1})).isZero();
        assertThat(Recall.of(new int[] {5}, new int[] {})).isEqualTo(1);
    }

    @Test
    void isAveragedOverQueries() {
        List<FloatVector> queries = List.of(FloatVector.of(1), FloatVector.of(2));
        List<int[]> truths = List.of(new int[] {1}, new int[] {2});

        assertThat(Recall.mean(queries, truths, query -> new int[] {1})).isEqualTo(0.5);
    }

    @Test
    void exactIsTheNearestByCosineOfThoseThatCount() {
        Random random = new Random(3);
        List<FloatVector> vectors =
                IntStream.range(0, 700).mapToObj(i -> vector(random)).toList();
        Exact exact = new Exact(vectors.size(), 8);
        for (int i = 0; i < vectors.size(); i++) {
            exact.set(i, vectors.get(i));
        }
        FloatVector query = vector(random);

        int[] expected = IntStream.range(0, vectors.size())
                .filter(i -> i % 3 == 0)
                .boxed()
                .sorted((a, b) -> Double.compare(vectors.get(b).dot(query), vectors.get(a).dot(query)))
                .mapToInt(i -> i)
                .limit(10)
                .toArray();
        assertThat(exact.nearest(query, 10, i -> i % 3 == 0)).containsExactly(expected);
        assertThat(exact.nearest(query, 10, i -> i == 699)).containsExactly(699);
    }

    private static FloatVector vector(Random random) {
        float[] values = new float[8];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return FloatVector.owning(values).normalised();
    }
}
