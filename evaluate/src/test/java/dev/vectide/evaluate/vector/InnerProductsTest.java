package dev.vectide.evaluate.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.evaluate.Drawn;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InnerProductsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyProductIsTheSumOfProducts(long seed) {
        Drawn drawn = new Drawn(seed);
        int d = drawn.size(1, 40);
        Vectors set = drawn.vectors(drawn.size(1, 200), d);
        Vectors queries = drawn.vectors(drawn.size(1, 70), d);
        double[][] found = new double[queries.size()][];

        new InnerProducts(set).forEach(queries, (i, products) -> found[i] = Arrays.copyOf(products, set.size()));

        for (int i = 0; i < queries.size(); i++) {
            for (int j = 0; j < set.size(); j++) {
                double expected = 0;
                for (int k = 0; k < d; k++) {
                    expected += (double) queries.row(i)[k] * set.row(j)[k];
                }
                assertThat(found[i][j]).isCloseTo(expected, within(1e-9));
            }
        }
    }

    @Test
    void equalVectorsHaveEqualProductsWhereverTheyStand() {
        Vectors some = new Drawn(7).vectors(150, 37);
        float[][] rows = IntStream.range(0, 150).mapToObj(i -> some.row(i % 50)).toArray(float[][]::new);

        new InnerProducts(Vectors.owning(rows)).forEach(some, (i, products) -> {
            for (int j = 0; j < 50; j++) {
                assertThat(products[j]).isEqualTo(products[j + 50]).isEqualTo(products[j + 100]);
            }
        });
    }

    @Test
    void anotherDimensionIsRefused() {
        InnerProducts set = new InnerProducts(new Drawn(1).vectors(3, 4));
        Vectors queries = new Drawn(1).vectors(2, 5);

        assertThatThrownBy(() -> set.forEach(queries, (i, products) -> {})).hasMessageContaining("5 where 4");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theBestAreThoseOfASort(long seed) {
        Drawn drawn = new Drawn(seed);
        int n = drawn.size(1, 60);
        double[] scores = drawn.scores(n, 9);
        int[] ranks = TopK.inOrder(n);
        int k = drawn.size(1, 70);
        int without = drawn.size(0, n) - 1;

        int[] best = TopK.of(scores, ranks, k, without);

        assertThat(best).containsExactly(IntStream.range(0, n)
                .filter(i -> i != without)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -scores[i]).thenComparing(i -> i))
                .limit(k)
                .mapToInt(Integer::intValue)
                .toArray());
    }

    @Test
    void aRowOfZerosStaysOneAndEveryOtherHasNormOne() {
        Vectors units = Vectors.owning(new float[][] {{0, 0}, {3, 4}}).units();

        assertThat(units.row(0)).containsExactly(0, 0);
        assertThat(units.row(1)).containsExactly(0.6f, 0.8f);
    }

    @Test
    void fewerAreEvenlySpacedFromTheFirstOn() {
        assertThat(Thinning.indices(7, 3)).containsExactly(0, 3, 6);
        assertThat(Thinning.indices(6, 3)).containsExactly(0, 2, 4);
        assertThat(Thinning.indices(3, 5)).containsExactly(0, 1, 2);
    }
}
