package dev.vectide.indexer.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DotKernelTest {
    private final DotKernel plain = new PlainDotKernel();
    private final DotKernel best = DotKernels.best();

    @Test
    void theTestsRunWithTheVectorApi() {
        assertThat(best.name()).startsWith("Vector API");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 31, 32, 33, 63, 64, 65, 100, 384, 385, 1024})
    void bothKernelsGiveTheSumOfProducts(int dimension) {
        Random random = new Random(dimension);
        int rows = 37;
        byte[] codes = new byte[rows * dimension];
        short[] query = new short[dimension];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) (random.nextInt(255) - 127);
        }
        for (int j = 0; j < dimension; j++) {
            query[j] = (short) (random.nextInt(255) - 127);
        }

        int[] fromPlain = new int[rows];
        int[] fromBest = new int[rows];
        plain.dots(codes, rows, query, fromPlain);
        best.dots(codes, rows, query, fromBest);

        for (int row = 0; row < rows; row++) {
            long expected = 0;
            for (int j = 0; j < dimension; j++) {
                expected += (long) codes[row * dimension + j] * query[j];
            }
            assertThat(fromPlain[row]).isEqualTo((int) expected);
            assertThat(fromBest[row]).isEqualTo((int) expected);
        }
    }

    @Test
    void theLargestCodesDoNotOverflow() {
        int dimension = 4096;
        byte[] codes = new byte[2 * dimension];
        short[] query = new short[dimension];
        java.util.Arrays.fill(codes, 0, dimension, (byte) 127);
        java.util.Arrays.fill(codes, dimension, 2 * dimension, (byte) -127);
        java.util.Arrays.fill(query, (short) 127);

        int[] products = new int[2];
        best.dots(codes, 2, query, products);

        assertThat(products).containsExactly(dimension * 127 * 127, -dimension * 127 * 127);
    }
}
