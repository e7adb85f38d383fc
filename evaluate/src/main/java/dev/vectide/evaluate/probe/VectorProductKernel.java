package dev.vectide.evaluate.probe;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on the Vector API. Lanes are columns, so that the order of a number's sum is that of the plain twin; the sums of
 * four rows by two vectors stay in registers while the terms come.
 */
final class VectorProductKernel implements ProductKernel {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /** Rows of B that are in the cache at once. */
    private static final int DEPTH = 32;

    @Override
    public String name() {
        return "Vector API, " + SPECIES.vectorBitSize() + " bits";
    }

    @Override
    public void addProduct(double[] a, int rows, int depth, double[] b, int width, double[] c) {
        int whole = width - width % (2 * LANES);
        for (int from = 0; from < depth; from += DEPTH) {
            int end = Math.min(depth, from + DEPTH);
            int i = 0;
            for (; i + 4 <= rows; i += 4) {
                for (int j = 0; j < whole; j += 2 * LANES) {
                    four(a, i * depth, depth, from, end, b, width, j, c, i * width + j);
                }
            }
            for (; i < rows; i++) {
                for (int j = 0; j < whole; j += 2 * LANES) {
                    one(a, i * depth, from, end, b, width, j, c, i * width + j);
                }
            }
            for (int row = 0; row < rows && whole < width; row++) {
                PlainProductKernel.addRow(a, row * depth, from, end, b, width, whole, c, row * width);
            }
        }
    }

    private static void four(
            double[] a, int at, int depth, int from, int end, double[] b, int width, int column, double[] c, int to) {
        int second = to + width;
        int third = second + width;
        int fourth = third + width;
        DoubleVector p0 = DoubleVector.fromArray(SPECIES, c, to);
        DoubleVector p1 = DoubleVector.fromArray(SPECIES, c, to + LANES);
        DoubleVector q0 = DoubleVector.fromArray(SPECIES, c, second);
        DoubleVector q1 = DoubleVector.fromArray(SPECIES, c, second + LANES);
        DoubleVector r0 = DoubleVector.fromArray(SPECIES, c, third);
        DoubleVector r1 = DoubleVector.fromArray(SPECIES, c, third + LANES);
        DoubleVector s0 = DoubleVector.fromArray(SPECIES, c, fourth);
        DoubleVector s1 = DoubleVector.fromArray(SPECIES, c, fourth + LANES);
        for (int l = from; l < end; l++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, l * width + column);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, l * width + column + LANES);
            double p = a[at + l];
            double q = a[at + depth + l];
            double r = a[at + 2 * depth + l];
            double s = a[at + 3 * depth + l];
            p0 = p0.add(b0.mul(p));
            p1 = p1.add(b1.mul(p));
            q0 = q0.add(b0.mul(q));
            q1 = q1.add(b1.mul(q));
            r0 = r0.add(b0.mul(r));
            r1 = r1.add(b1.mul(r));
            s0 = s0.add(b0.mul(s));
            s1 = s1.add(b1.mul(s));
        }
        store(p0, p1, c, to);
        store(q0, q1, c, second);
        store(r0, r1, c, third);
        store(s0, s1, c, fourth);
    }

    private static void one(
            double[] a, int at, int from, int end, double[] b, int width, int column, double[] c, int to) {
        DoubleVector p0 = DoubleVector.fromArray(SPECIES, c, to);
        DoubleVector p1 = DoubleVector.fromArray(SPECIES, c, to + LANES);
        for (int l = from; l < end; l++) {
            p0 = p0.add(DoubleVector.fromArray(SPECIES, b, l * width + column).mul(a[at + l]));
            p1 = p1.add(DoubleVector.fromArray(SPECIES, b, l * width + column + LANES).mul(a[at + l]));
        }
        store(p0, p1, c, to);
    }

    private static void store(DoubleVector low, DoubleVector high, double[] c, int to) {
        low.intoArray(c, to);
        high.intoArray(c, to + LANES);
    }
}
