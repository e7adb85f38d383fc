package dev.vectide.monitor.stats;

import org.jspecify.annotations.Nullable;

/** Vectors brought to Euclidean norm 1. */
public final class Units {
    private Units() {}

    /** Euclidean norm, in double; not finite where a value is not. Four sums, so that no addition waits for the one before. */
    public static double norm(float[] vector) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 4 <= vector.length; i += 4) {
            a += (double) vector[i] * vector[i];
            b += (double) vector[i + 1] * vector[i + 1];
            c += (double) vector[i + 2] * vector[i + 2];
            d += (double) vector[i + 3] * vector[i + 3];
        }
        for (; i < vector.length; i++) {
            a += (double) vector[i] * vector[i];
        }
        return Math.sqrt((a + b) + (c + d));
    }

    /** {@code vector} divided by its norm; null where it has no direction: norm 0, or a value that is not finite. */
    public static float @Nullable [] normalised(float[] vector) {
        double norm = norm(vector);
        return isUsable(norm) ? divided(vector, norm) : null;
    }

    /** Whether a vector of this norm has a direction. */
    public static boolean isUsable(double norm) {
        return norm > 0 && !Double.isInfinite(norm);
    }

    /** {@code vector} divided by what is known to be its norm, above 0 and finite. */
    public static float[] divided(float[] vector, double norm) {
        float[] unit = new float[vector.length];
        divide(vector, norm, unit);
        return unit;
    }

    /**
     * {@link #divided} into an array of the same length. Times the inverse, which processors do many times faster than a division:
     * in double, so that a float differs from the quotient's in one of some 10^8 cases, by its last bit.
     */
    static void divide(float[] vector, double norm, float[] unit) {
        double inverse = 1 / norm;
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] * inverse);
        }
    }

    /** Inner product, summed in double from the first dimension to the last. */
    public static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
