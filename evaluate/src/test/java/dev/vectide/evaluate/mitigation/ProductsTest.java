package dev.vectide.evaluate.mitigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 4, 3", "3, 5, 2", "5, 11, 7", "8, 8, 8", "7, 3, 9"})
    void productsAreThoseOfTheDefinition(int n, int k, int m) {
        double[] a = random(n * k, 1);
        double[] b = random(k * m, 2);

        double[] product = Products.of(a, n, k, b, m);
        double[] other = Products.of(Products.transposed(b, k, m), m, k, Products.transposed(a, n, k), n);
        double[] transposed = Products.transposed(other, m, n);

        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                double expected = 0;
                for (int l = 0; l < k; l++) {
                    expected += a[i * k + l] * b[l * m + j];
                }
                assertThat(product[i * m + j]).isCloseTo(expected, within(1e-12));
            }
        }
        assertThat(transposed).containsExactly(product, within(1e-12));
    }

    private static double[] random(int n, long seed) {
        return new SplittableRandom(seed).doubles(n, -1, 1).toArray();
    }
}
