package dev.vectide.evaluate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.evaluate.Drawn;
import dev.vectide.evaluate.vector.Vectors;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KMeansTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyVectorIsInTheClusterOfTheNearestMean(long seed) {
        Drawn drawn = new Drawn(seed);
        Vectors vectors = drawn.vectors(drawn.size(40, 120), 5);

        int[] clusters = KMeans.clusters(vectors, 4, seed);

        double[][] means = new double[4][5];
        for (int cluster = 0; cluster < 4; cluster++) {
            int c = cluster;
            int[] members = IntStream.range(0, clusters.length).filter(i -> clusters[i] == c).toArray();
            assertThat(members).isNotEmpty();
            means[c] = vectors.select(members).mean();
        }
        for (int i = 0; i < clusters.length; i++) {
            double own = distance(vectors.row(i), means[clusters[i]]);
            for (double[] mean : means) {
                assertThat(own).isLessThanOrEqualTo(distance(vectors.row(i), mean) + 1e-6);
            }
        }
    }

    private static double distance(float[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(j -> (a[j] - b[j]) * (a[j] - b[j])).sum();
    }

    @Test
    void groupsThatAreFarApartAreFoundAndASeedGivesTheSameAgain() {
        float[][] rows = new float[90][];
        int[] truth = new int[90];
        for (int i = 0; i < 90; i++) {
            truth[i] = i % 3;
            rows[i] = new float[] {10 * (i % 3) + i / 900f, i / 800f};
        }
        Vectors vectors = Vectors.owning(rows);

        int[] clusters = KMeans.clusters(vectors, 3, 11);

        assertThat(Partitions.of(truth, clusters).vMeasure()).isEqualTo(1);
        assertThat(KMeans.clusters(vectors, 3, 11)).isEqualTo(clusters);
    }

    @Test
    void asManyClustersAsVectorsAndEqualVectorsAreNoTrouble() {
        Vectors vectors = Vectors.owning(new float[][] {{1, 1}, {1, 1}, {1, 1}, {2, 2}});

        assertThat(Arrays.stream(KMeans.clusters(vectors, 4, 1)).max().orElseThrow()).isLessThan(4);
        assertThatThrownBy(() -> KMeans.clusters(vectors, 5, 1)).hasMessageContaining("5 clusters of 4");
    }
}
