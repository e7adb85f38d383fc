package dev.vectide.evaluate.probe;

/** The kernel in plain Java, whose inner loop the compiler makes SIMD of. */
final class PlainProductKernel implements ProductKernel {
    /** Rows of B that are in the cache at once. */
    private static final int DEPTH = 32;

    @Override
    public String name() {
        return "plain Java";
    }

    @Override
    public void addProduct(double[] a, int rows, int depth, double[] b, int width, double[] c) {
        for (int from = 0; from < depth; from += DEPTH) {
            int end = Math.min(depth, from + DEPTH);
            int i = 0;
            for (; i + 2 <= rows; i += 2) {
                int at = i * depth;
                int l = from;
                for (; l + 4 <= end; l += 4) {
                    four(a, at + l, at + depth + l, b, l * width, width, c, i * width);
                }
                addRow(a, at, l, end, b, width, 0, c, i * width);
                addRow(a, at + depth, l, end, b, width, 0, c, (i + 1) * width);
            }
            if (i < rows) {
                addRow(a, i * depth, from, end, b, width, 0, c, i * width);
            }
        }
    }

    /** Four rows of B for two of C: eight products go with six loads. */
    private static void four(double[] a, int first, int second, double[] b, int from, int width, double[] c, int to) {
        double a0 = a[first];
        double a1 = a[first + 1];
        double a2 = a[first + 2];
        double a3 = a[first + 3];
        double e0 = a[second];
        double e1 = a[second + 1];
        double e2 = a[second + 2];
        double e3 = a[second + 3];
        for (int j = 0; j < width; j++) {
            double b0 = b[from + j];
            double b1 = b[from + width + j];
            double b2 = b[from + 2 * width + j];
            double b3 = b[from + 3 * width + j];
            c[to + j] = c[to + j] + a0 * b0 + a1 * b1 + a2 * b2 + a3 * b3;
            c[to + width + j] = c[to + width + j] + e0 * b0 + e1 * b1 + e2 * b2 + e3 * b3;
        }
    }

    /** To the row of C at {@code to}, from {@code column} on, what the rows of B from {@code from} to {@code end} add. */
    static void addRow(
            double[] a, int row, int from, int end, double[] b, int width, int column, double[] c, int to) {
        for (int l = from; l < end; l++) {
            double factor = a[row + l];
            for (int j = column; j < width; j++) {
                c[to + j] += factor * b[l * width + j];
            }
        }
    }
}
