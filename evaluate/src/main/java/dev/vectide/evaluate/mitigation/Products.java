package dev.vectide.evaluate.mitigation;

import java.util.stream.IntStream;

/**
 * Products of dense row-major matrices of doubles. A result's rows are computed in two halves, on at most two threads; each
 * number is added up in the same order whoever computes it.
 */
final class Products {
    private Products() {}

    /** In four sums side by side, as each addition would wait for the one before. */
    static double dot(double[] a, double[] b) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = 0;
        for (; i + 4 <= a.length; i += 4) {
            first += a[i] * b[i];
            second += a[i + 1] * b[i + 1];
            third += a[i + 2] * b[i + 2];
            fourth += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            first += a[i] * b[i];
        }
        return first + second + (third + fourth);
    }

    /** A B, of [n, k] and [k, m]. */
    static double[] of(double[] a, int n, int k, double[] b, int m) {
        double[] product = new double[n * m];
        IntStream.range(0, 2).parallel().forEach(half -> {
            int end = half == 0 ? n / 2 : n;
            for (int i = half == 0 ? 0 : n / 2; i < end; i++) {
                row(a, i, k, b, m, product);
            }
        });
        return product;
    }

    /** Four rows of B a pass, so that the inner loop runs along rows and loads the result once for four products. */
    private static void row(double[] a, int i, int k, double[] b, int m, double[] product) {
        int to = i * m;
        int l = 0;
        for (; l + 4 <= k; l += 4) {
            int from = i * k + l;
            double first = a[from];
            double second = a[from + 1];
            double third = a[from + 2];
            double fourth = a[from + 3];
            int at = l * m;
            for (int j = 0; j < m; j++) {
                product[to + j] += first * b[at + j] + second * b[at + m + j] + third * b[at + 2 * m + j]
                        + fourth * b[at + 3 * m + j];
            }
        }
        for (; l < k; l++) {
            double factor = a[i * k + l];
            int at = l * m;
            for (int j = 0; j < m; j++) {
                product[to + j] += factor * b[at + j];
            }
        }
    }

    /** Aᵀ, of [n, m]. */
    static double[] transposed(double[] a, int n, int m) {
        double[] transposed = new double[a.length];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                transposed[j * n + i] = a[i * m + j];
            }
        }
        return transposed;
    }
}
