package dev.vectide.evaluate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.evaluate.Drawn;
import dev.vectide.evaluate.vector.Distance;
import dev.vectide.evaluate.vector.Vectors;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theVMeasureIsArithmeticNmiAndBothAreThoseOfEntropies(long seed) {
        Drawn drawn = new Drawn(seed);
        int n = drawn.size(2, 80);
        int[] labels = drawn.labels(n, 5);
        int[] clusters = drawn.labels(n, 7);
        int[] joint = IntStream.range(0, n).map(i -> labels[i] * 7 + clusters[i]).toArray();
        double information = entropy(labels) + entropy(clusters) - entropy(joint);
        double nmi = information / ((entropy(labels) + entropy(clusters)) / 2);

        Partitions partitions = Partitions.of(labels, clusters);

        assertThat(partitions.nmi()).isCloseTo(nmi, within(1e-9));
        assertThat(partitions.vMeasure()).isCloseTo(nmi, within(1e-9));
        assertThat(partitions.homogeneity()).isCloseTo(information / entropy(labels), within(1e-9));
    }

    private static double entropy(int[] values) {
        return Arrays.stream(values)
                .mapToDouble(value -> {
                    double p = (double) Arrays.stream(values).filter(other -> other == value).count() / values.length;
                    return -Math.log(p) / values.length;
                })
                .sum();
    }

    /** Over pairs of things: together in both, in one, in none (Hubert and Arabie's other form). */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theAdjustedRandIndexIsThatOfAllPairs(long seed) {
        Drawn drawn = new Drawn(seed);
        int n = drawn.size(10, 60);
        int[] labels = drawn.labels(n, 4);
        int[] clusters = drawn.labels(n, 3);
        double both = 0;
        double first = 0;
        double second = 0;
        double none = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                boolean label = labels[i] == labels[j];
                boolean cluster = clusters[i] == clusters[j];
                both += label && cluster ? 1 : 0;
                first += label && !cluster ? 1 : 0;
                second += !label && cluster ? 1 : 0;
                none += !label && !cluster ? 1 : 0;
            }
        }
        double expected = 2 * (both * none - first * second)
                / ((both + first) * (first + none) + (both + second) * (second + none));

        assertThat(Partitions.of(labels, clusters).adjustedRand()).isCloseTo(expected, within(1e-9));
    }

    @Test
    void theSamePartitionUnderOtherNamesIsPerfect() {
        Partitions same = Partitions.of(new int[] {0, 0, 1, 2}, new int[] {2, 2, 0, 1});

        assertThat(same.vMeasure()).isCloseTo(1, within(1e-12));
        assertThat(same.adjustedRand()).isCloseTo(1, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theSilhouetteIsThatOfItsDefinition(long seed) {
        Drawn drawn = new Drawn(seed);
        int n = drawn.size(8, 90);
        Vectors vectors = drawn.vectors(n, 6);
        int[] groups = drawn.labels(n, 4);
        groups[0] = 0;
        groups[1] = 1;

        Silhouette silhouette = Silhouette.of(vectors, groups);

        assertThat(silhouette.euclidean()).isCloseTo(brute(vectors, groups, Distance.EUCLIDEAN, 0), within(1e-9));
        assertThat(silhouette.cosine()).isCloseTo(brute(vectors.units(), groups, Distance.DOT, 1), within(1e-9));
    }

    private static double brute(Vectors vectors, int[] groups, Distance distance, double offset) {
        return IntStream.range(0, groups.length)
                .mapToDouble(i -> {
                    double[] means = IntStream.range(0, 4)
                            .mapToDouble(group -> IntStream.range(0, groups.length)
                                    .filter(j -> j != i && groups[j] == group)
                                    .mapToDouble(j -> offset - distance.similarity(vectors.row(i), vectors.row(j)))
                                    .average()
                                    .orElse(Double.NaN))
                            .toArray();
                    double a = means[groups[i]];
                    double b = IntStream.range(0, 4)
                            .filter(group -> group != groups[i] && !Double.isNaN(means[group]))
                            .mapToDouble(group -> means[group])
                            .min()
                            .orElseThrow();
                    return Double.isNaN(a) ? 0 : (b - a) / Math.max(a, b);
                })
                .average()
                .orElseThrow();
    }
}
