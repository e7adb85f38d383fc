package dev.vectide.monitor.nearest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.core.report.Neighbour;
import dev.vectide.monitor.stats.Sample;
import dev.vectide.monitor.stats.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against every pair taken one by one in double: centred at the set's mean, brought to norm 1, cosine. */
public class KnnTest {
    private static final String STRANGER = "not in the set";

    @ParameterizedTest(name = "{0} vectors of {1} dimensions, {2} neighbours")
    @CsvSource({"1, 3, 1", "2, 5, 5", "255, 8, 5", "256, 17, 1", "257, 24, 5", "700, 33, 50"})
    void isTheMeanDistanceToTheNearest(int size, int d, int k) {
        List<float[]> set = Vectors.units(size, d, 31);
        Knn knn = new Knn(Items.of(set));

        for (float[] query : Vectors.units(20, d, 32)) {
            Knn.Found found = Items.nearest(knn, query, STRANGER, k);

            double[] similarity = similarities(set, query);
            List<Integer> nearest = order(similarity).subList(0, Math.min(k, size));
            double distance = nearest.stream().mapToDouble(i -> 1 - similarity[i]).average().orElseThrow();
            assertThat(found.distance()).isCloseTo(distance, within(1e-5));
            assertThat(found.neighbours()).hasSameSizeAs(nearest);
            for (int rank = 0; rank < nearest.size(); rank++) {
                assertThat(found.neighbours().get(rank).similarity())
                        .isCloseTo(similarity[nearest.get(rank)], within(1e-5));
            }
        }
    }

    @Test
    void itsOwnVersionsAreNoNeighbours() {
        List<float[]> set = Vectors.units(300, 12, 33);
        Knn knn = new Knn(Items.of(set));

        Knn.Found found = Items.nearest(knn, set.get(77), "doc-77", 3);

        double[] similarity = similarities(set, set.get(77));
        List<Integer> others = order(similarity).stream().filter(i -> i != 77).limit(3).toList();
        assertThat(found.neighbours()).extracting(Neighbour::id)
                .containsExactlyElementsOf(others.stream().map(i -> "doc-" + i).toList());
        assertThat(Items.nearest(knn, set.get(77), STRANGER, 1).neighbours())
                .extracting(Neighbour::id)
                .containsExactly("doc-77");
    }

    @Test
    void equalOnesAreRankedByTheirPlace() {
        List<float[]> distinct = Vectors.units(3, 6, 34);
        List<float[]> set = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            set.add(distinct.get(i % 3));
        }

        Knn.Found found = Items.nearest(new Knn(Items.of(set)), distinct.get(1), STRANGER, 4);

        assertThat(found.neighbours()).extracting(Neighbour::id).containsExactly("doc-1", "doc-4", "doc-7", "doc-10");
        assertThat(found.distance()).isCloseTo(0, within(1e-6));
    }

    @Test
    void whatEqualsTheMeanHasNoDirectionFromIt() {
        float[] axis = {1, 0, 0};
        Knn equal = new Knn(Items.of(Collections.nCopies(50, axis)));

        assertThat(Items.nearest(equal, axis, STRANGER, 5).distance()).isEqualTo(1);
        assertThat(Items.nearest(equal, new float[] {0, 1, 0}, STRANGER, 5).distance()).isEqualTo(1);
    }

    @Test
    void namesItsNeighboursAndTheirTexts() {
        List<float[]> set = Vectors.units(10, 4, 35);

        Neighbour nearest =
                Items.nearest(new Knn(Items.of(set)), set.get(6), STRANGER, 2).neighbours().get(0);

        assertThat(nearest.id()).isEqualTo("doc-6");
        assertThat(nearest.text()).isEqualTo("text 6");
        assertThat(nearest.similarity()).isCloseTo(1, within(1e-6));
    }

    /** To the bit: a score may not depend on the machine, nor on what else was asked at the same time. */
    @ParameterizedTest(name = "batches of {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 31, 32, 33, 100})
    void neitherTheBatchNorTheKernelMatters(int batch) {
        List<Sample.Item> items = Items.of(Vectors.units(333, 37, 36));
        List<Knn.Query> queries = Items.of(Vectors.units(100, 37, 37)).stream()
                .map(item -> new Knn.Query(item.unit(), item.document()))
                .toList();
        Knn plain = new Knn(items, new PlainPanelKernel());
        List<Knn.Found> oneByOne =
                queries.stream().map(query -> plain.nearest(List.of(query), 5).get(0)).toList();

        Knn best = new Knn(items);
        List<Knn.Found> batched = new ArrayList<>();
        for (int from = 0; from < queries.size(); from += batch) {
            batched.addAll(best.nearest(queries.subList(from, Math.min(from + batch, queries.size())), 5));
        }

        assertThat(batched).isEqualTo(oneByOne);
    }

    private static List<Integer> order(double[] similarity) {
        return IntStream.range(0, similarity.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -similarity[i]))
                .toList();
    }

    public static double[] similarities(List<float[]> set, float[] query) {
        double[] mean = new double[query.length];
        for (float[] one : set) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += one[j] / (double) set.size();
            }
        }
        double[] from = centred(query, mean);
        return set.stream().mapToDouble(one -> dot(centred(one, mean), from)).toArray();
    }

    private static double[] centred(float[] vector, double[] mean) {
        double[] centred = new double[mean.length];
        Arrays.setAll(centred, j -> vector[j] - mean[j]);
        double norm = Math.sqrt(dot(centred, centred));
        return Arrays.stream(centred).map(x -> norm < 1e-12 ? 0 : x / norm).toArray();
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(j -> a[j] * b[j]).sum();
    }
}
