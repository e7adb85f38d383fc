package dev.vectide.monitor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Eigenvalues of a matrix, and of it with more along one direction, against those of the matrices themselves. */
class TridiagonalTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 17, 48})
    void oneReductionServesBoth(int d) {
        Random random = new Random(d);
        double[][] matrix = Vectors.covariance(Vectors.units(5 * d + 5, Math.max(2, d), d));
        double[] first = random.doubles(matrix.length).map(x -> x - 0.5).toArray();

        Tridiagonal narrow = Tridiagonal.of(copy(matrix), first);

        assertSame(narrow.eigenvalues(), matrix);
        double squares = 0;
        for (double x : first) {
            squares += x * x;
        }
        double[][] more = new double[matrix.length][matrix.length];
        for (int i = 0; i < more.length; i++) {
            for (int j = 0; j < more.length; j++) {
                more[i][j] = 7 * matrix[i][j] + 3 * first[i] * first[j] / squares;
            }
        }
        assertSame(narrow.timesAndFirst(7, 3).eigenvalues(), more);
    }

    @Test
    void withoutADirectionItIsTheFirstAxis() {
        double[][] matrix = Vectors.covariance(Vectors.units(60, 9, 5));
        double[][] more = new double[9][9];
        for (int i = 0; i < 9; i++) {
            more[i] = matrix[i].clone();
        }
        more[0][0] += 2;

        assertSame(Tridiagonal.of(copy(matrix), new double[9]).timesAndFirst(1, 2).eigenvalues(), more);
    }

    @Test
    void oneNumberIsItsOwnEigenvalue() {
        Tridiagonal narrow = Tridiagonal.of(new double[][] {{4}}, new double[] {-2});

        assertThat(narrow.eigenvalues()).containsExactly(4);
        assertThat(narrow.timesAndFirst(2, 1).eigenvalues()).containsExactly(9);
    }

    private static double[][] copy(double[][] matrix) {
        return Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    }

    private static void assertSame(double[] eigenvalues, double[][] matrix) {
        double[] expected = Vectors.eigenvalues(matrix);
        assertThat(eigenvalues).isSortedAccordingTo((a, b) -> Double.compare(b, a)).hasSameSizeAs(expected);
        Arrays.sort(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(eigenvalues[i]).isCloseTo(expected[expected.length - 1 - i], within(1e-12));
        }
    }
}
