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
            int i = half == 0 ? 0 : n / 2;
            for (; i + 2 <= end; i += 2) {
                rows(a, i, k, b, m, product);
            }
            if (i < end) {
                row(a, i, 0, k, b, m, product);
            }
        });
        return product;
    }

    /** Rows i and i + 1. Four rows of B a pass, so that eight products go with two loads of the result and four of B. */
    private static void rows(double[] a, int i, int k, double[] b, int m, double[] product) {
        int to = i * m;
        int passes = k / 4;
        for (int pass = 0; pass < passes; pass++) {
            int from = i * k + 4 * pass;
            double a0 = a[from];
            double a1 = a[from + 1];
            double a2 = a[from + 2];
            double a3 = a[from + 3];
            double c0 = a[from + k];
            double c1 = a[from + k + 1];
            double c2 = a[from + k + 2];
            double c3 = a[from + k + 3];
            int at = 4 * pass * m;
            for (int j = 0; j < m; j++) {
                double b0 = b[at + j];
                double b1 = b[at + m + j];
                double b2 = b[at + 2 * m + j];
                double b3 = b[at + 3 * m + j];
                product[to + j] += a0 * b0 + a1 * b1 + a2 * b2 + a3 * b3;
                product[to + m + j] += c0 * b0 + c1 * b1 + c2 * b2 + c3 * b3;
            }
        }
        row(a, i, 4 * passes, k, b, m, product);
        row(a, i + 1, 4 * passes, k, b, m, product);
    }

    /** What rows {@code first} to k of B add to row i. */
    private static void row(double[] a, int i, int first, int k, double[] b, int m, double[] product) {
        int to = i * m;
        for (int l = first; l < k; l++) {
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
