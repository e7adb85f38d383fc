package dev.vectide.monitor.nearest;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on the Vector API. Lanes are rows, so that the order of a row's sum is that of the plain twin; the sums stay in
 * registers, eight at a time: two for each of four queries, or four for one.
 */
final class VectorPanelKernel implements PanelKernel {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.vectorBitSize() > 512
            ? FloatVector.SPECIES_512
            : FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    @Override
    public String name() {
        return "Vector API, " + SPECIES.vectorBitSize() + " bits";
    }

    @Override
    public void multiply(float[] panel, float[][] queries, int count, float[][] products) {
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            for (int row = 0; row < ROWS; row += 2 * LANES) {
                four(panel, row, queries, i, products);
            }
        }
        for (; i < count; i++) {
            for (int row = 0; row < ROWS; row += 4 * LANES) {
                one(panel, row, queries[i], products[i]);
            }
        }
    }

    /** Mostly there is none, which is told without a look at each. */
    @Override
    public long greater(float[] products, float bound) {
        VectorMask<Float> any = compared(products, 0, bound);
        for (int row = LANES; row < ROWS; row += LANES) {
            any = any.or(compared(products, row, bound));
        }
        if (!any.anyTrue()) {
            return 0;
        }
        long greater = 0;
        for (int row = 0; row < ROWS; row += LANES) {
            greater |= compared(products, row, bound).toLong() << row;
        }
        return greater;
    }

    private static VectorMask<Float> compared(float[] products, int row, float bound) {
        return FloatVector.fromArray(SPECIES, products, row).compare(VectorOperators.GT, bound);
    }

    private static void four(float[] panel, int row, float[][] queries, int first, float[][] products) {
        float[] a = queries[first];
        float[] b = queries[first + 1];
        float[] c = queries[first + 2];
        float[] d = queries[first + 3];
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector d0 = a0;
        FloatVector d1 = a0;
        for (int j = 0; j < a.length; j++) {
            FloatVector p0 = FloatVector.fromArray(SPECIES, panel, j * ROWS + row);
            FloatVector p1 = FloatVector.fromArray(SPECIES, panel, j * ROWS + row + LANES);
            a0 = a0.add(p0.mul(a[j]));
            a1 = a1.add(p1.mul(a[j]));
            b0 = b0.add(p0.mul(b[j]));
            b1 = b1.add(p1.mul(b[j]));
            c0 = c0.add(p0.mul(c[j]));
            c1 = c1.add(p1.mul(c[j]));
            d0 = d0.add(p0.mul(d[j]));
            d1 = d1.add(p1.mul(d[j]));
        }
        store(a0, a1, products[first], row);
        store(b0, b1, products[first + 1], row);
        store(c0, c1, products[first + 2], row);
        store(d0, d1, products[first + 3], row);
    }

    private static void one(float[] panel, int row, float[] query, float[] products) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int j = 0; j < query.length; j++) {
            int at = j * ROWS + row;
            s0 = s0.add(FloatVector.fromArray(SPECIES, panel, at).mul(query[j]));
            s1 = s1.add(FloatVector.fromArray(SPECIES, panel, at + LANES).mul(query[j]));
            s2 = s2.add(FloatVector.fromArray(SPECIES, panel, at + 2 * LANES).mul(query[j]));
            s3 = s3.add(FloatVector.fromArray(SPECIES, panel, at + 3 * LANES).mul(query[j]));
        }
        store(s0, s1, products, row);
        store(s2, s3, products, row + 2 * LANES);
    }

    private static void store(FloatVector low, FloatVector high, float[] products, int row) {
        low.intoArray(products, row);
        high.intoArray(products, row + LANES);
    }
}
