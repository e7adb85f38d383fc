package dev.vectide.monitor.nearest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanelKernelTest {
    private static final int ROWS = PanelKernel.ROWS;

    @Test
    void theTestsRunWithTheVectorApi() {
        assertThat(PanelKernel.best().name()).startsWith("Vector API");
    }

    /** Term by term, each rounded to single precision before it is added: equal to the bit. */
    @ParameterizedTest(name = "{0} queries of {1} dimensions")
    @CsvSource({"1, 1", "2, 7", "3, 16", "4, 33", "5, 384", "8, 100", "11, 65"})
    void bothKernelsAddInTheOrderOfTheDimensions(int count, int d) {
        Random random = new Random(31L * count + d);
        float[] panel = gaussian(random, d * ROWS);
        float[][] queries = new float[count][];
        for (int i = 0; i < count; i++) {
            queries[i] = gaussian(random, d);
        }

        float[][] plain = multiply(new PlainPanelKernel(), panel, queries);
        float[][] best = multiply(PanelKernel.best(), panel, queries);

        for (int i = 0; i < count; i++) {
            for (int r = 0; r < ROWS; r++) {
                float sum = 0;
                for (int j = 0; j < d; j++) {
                    float term = queries[i][j] * panel[j * ROWS + r];
                    sum += term;
                }
                assertThat(plain[i][r]).isEqualTo(sum);
                assertThat(best[i][r]).isEqualTo(sum);
            }
        }
    }

    @Test
    void bothKnowWhichProductsAreGreater() {
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            float[] products = gaussian(random, ROWS);
            products[random.nextInt(ROWS)] = Float.NaN;
            // From below all of them, where nothing is found yet, to one of them itself and above all.
            for (float bound : new float[] {Float.NEGATIVE_INFINITY, -1, products[0], 2, 100}) {
                long greater = 0;
                for (int r = 0; r < ROWS; r++) {
                    if (products[r] > bound) {
                        greater |= 1L << r;
                    }
                }
                assertThat(new PlainPanelKernel().greater(products, bound)).isEqualTo(greater);
                assertThat(PanelKernel.best().greater(products, bound)).isEqualTo(greater);
            }
        }
    }

    private static float[][] multiply(PanelKernel kernel, float[] panel, float[][] queries) {
        // What an earlier panel left is written over.
        float[][] products = new float[queries.length][ROWS];
        for (float[] row : products) {
            Arrays.fill(row, Float.NaN);
        }
        kernel.multiply(panel, queries, queries.length, products);
        return products;
    }

    private static float[] gaussian(Random random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
