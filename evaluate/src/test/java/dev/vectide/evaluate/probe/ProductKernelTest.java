package dev.vectide.evaluate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductKernelTest {
    @Test
    void theTestsRunWithTheVectorApi() {
        assertThat(ProductKernel.best().name()).startsWith("Vector API");
    }

    /** Term by term, each rounded before it is added: equal to the bit. */
    @ParameterizedTest(name = "[{0}, {1}] [{1}, {2}]")
    @CsvSource({"1, 1, 1", "4, 32, 16", "5, 33, 64", "3, 70, 17", "11, 384, 64", "6, 64, 384", "150, 64, 50"})
    void bothKernelsAddFromTheFirstTermToTheLast(int rows, int depth, int width) {
        Random random = new Random(rows + 31L * depth + 997L * width);
        double[] a = random.doubles(rows * (long) depth, -1, 1).toArray();
        double[] b = random.doubles(depth * (long) width, -1, 1).toArray();
        double[] start = random.doubles(rows * (long) width, -1, 1).toArray();
        double[] expected = start.clone();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < width; j++) {
                for (int l = 0; l < depth; l++) {
                    double term = a[i * depth + l] * b[l * width + j];
                    expected[i * width + j] += term;
                }
            }
        }

        double[] plain = start.clone();
        new PlainProductKernel().addProduct(a, rows, depth, b, width, plain);
        double[] best = start.clone();
        ProductKernel.best().addProduct(a, rows, depth, b, width, best);

        assertThat(plain).containsExactly(expected);
        assertThat(best).containsExactly(expected);
    }
}
