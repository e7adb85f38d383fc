package dev.vectide.monitor.stats;

import org.jspecify.annotations.Nullable;

/** Vectors brought to Euclidean norm 1. */
public final class Units {
    private Units() {}

    /** Euclidean norm, in double; not finite where a value is not. */
    public static double norm(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    /** {@code vector} divided by its norm; null where it has no direction: norm 0, or a value that is not finite. */
    public static float @Nullable [] normalised(float[] vector) {
        double norm = norm(vector);
        if (!(norm > 0) || Double.isInfinite(norm)) {
            return null;
        }
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / norm);
        }
        return unit;
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
