package dev.vectide.evaluate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.evaluate.Drawn;
import dev.vectide.evaluate.vector.Distance;
import dev.vectide.evaluate.vector.Vectors;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnnTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void votesAreThoseOfASortByCosine(long seed) {
        Drawn drawn = new Drawn(seed);
        int d = drawn.size(4, 9);
        Vectors raw = drawn.vectors(drawn.size(5, 90), d);
        int[] labels = drawn.labels(raw.size(), 4);
        Vectors asked = drawn.vectors(40, d);
        Vectors set = raw.units();
        Vectors queries = asked.units();

        Knn knn = Knn.of(raw, labels, 4, asked, 20);

        for (int k : new int[] {1, 5, 20}) {
            int[] majority = knn.majority(k);
            int[] weighted = knn.weighted(k);
            for (int i = 0; i < 40; i++) {
                List<Integer> nearest = nearest(set, queries.row(i), k);
                assertThat(majority[i]).isEqualTo(winner(nearest, labels, set, queries.row(i), false));
                assertThat(weighted[i]).isEqualTo(winner(nearest, labels, set, queries.row(i), true));
            }
        }
    }

    private static double cosine(float[] a, float[] b) {
        return Math.rint(Distance.DOT.similarity(a, b) * 1e12) / 1e12;
    }

    private static List<Integer> nearest(Vectors set, float[] query, int k) {
        return IntStream.range(0, set.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -cosine(set.row(i), query)).thenComparing(i -> i))
                .limit(k)
                .toList();
    }

    private static int winner(List<Integer> nearest, int[] labels, Vectors set, float[] query, boolean weighted) {
        Map<Integer, Double> votes = new TreeMap<>();
        for (int i : nearest) {
            votes.merge(labels[i], weighted ? Math.exp(cosine(set.row(i), query) / 0.07) : 1, Double::sum);
        }
        double most = votes.values().stream().mapToDouble(vote -> vote).max().orElseThrow();
        return nearest.stream()
                .map(i -> labels[i])
                .filter(label -> votes.get(label) >= most * (1 - 1e-9))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTiedMajorityGoesToTheNearest() {
        Vectors set = Vectors.owning(new float[][] {{1, 0}, {0.8f, 0.6f}, {0.6f, 0.8f}, {0, 1}});
        Vectors query = Vectors.owning(new float[][] {{1, 0.1f}});

        Knn knn = Knn.of(set, new int[] {2, 1, 1, 2}, 3, query, 20);

        assertThat(knn.majority(5)).containsExactly(2);
        assertThat(knn.majority(3)).containsExactly(1);
    }
}
