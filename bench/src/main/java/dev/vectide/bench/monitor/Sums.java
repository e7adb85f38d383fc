package dev.vectide.bench.monitor;

import java.util.Arrays;

/**
 * The raw kernel of the statistics: norm, sums and squares by dimension in plain double arrays, without the exact grid, counts
 * or panes.
 */
final class Sums {
    private final double[] sums;
    private final double[] squares;

    Sums(int dimension) {
        sums = new double[dimension];
        squares = new double[dimension];
    }

    void run(float[][] vectors, int count) {
        for (int i = 0; i < count; i++) {
            add(vectors[i % vectors.length]);
        }
    }

    private void add(float[] vector) {
        double norm = 0;
        for (float x : vector) {
            norm += (double) x * x;
        }
        double scale = 1 / Math.sqrt(norm);
        for (int j = 0; j < vector.length; j++) {
            double x = vector[j] * scale;
            sums[j] += x;
            squares[j] += x * x;
        }
    }

    double sink() {
        return Arrays.stream(sums).sum() + Arrays.stream(squares).sum();
    }
}
