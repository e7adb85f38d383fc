package dev.vectide.evaluate.invariance;

import java.util.function.IntPredicate;

/** The nearest of a set of unit vectors, by cosine. Exhaustive; ties go to the lower row. */
final class Nearest {
    /** No row is allowed. */
    static final int NONE = -1;

    private final float[][] units;

    Nearest(float[][] units) {
        this.units = units;
    }

    int of(float[] unit, IntPredicate allowed) {
        int nearest = NONE;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < units.length; i++) {
            if (allowed.test(i)) {
                double cosine = dot(unit, units[i]);
                if (cosine > most) {
                    most = cosine;
                    nearest = i;
                }
            }
        }
        return nearest;
    }

    /** 1 − cosine; 0 for equal vectors. */
    static double distance(float[] a, float[] b) {
        return Math.max(0, 1 - dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)));
    }

    /** Four sums side by side, in double. */
    static double dot(float[] a, float[] b) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int j = 0;
        for (; j + 4 <= a.length; j += 4) {
            first += (double) a[j] * b[j];
            second += (double) a[j + 1] * b[j + 1];
            third += (double) a[j + 2] * b[j + 2];
            fourth += (double) a[j + 3] * b[j + 3];
        }
        for (; j < a.length; j++) {
            first += (double) a[j] * b[j];
        }
        return first + second + (third + fourth);
    }
}
