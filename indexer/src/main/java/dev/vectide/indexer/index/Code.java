package dev.vectide.indexer.index;

import dev.vectide.core.vector.FloatVector;

/**
 * Scalar quantisation of a vector's direction: x / ‖x‖ ≈ scale · code, with codes in [-127, 127] and the scale such that the
 * largest component has code ±127. A vector without direction (norm 0) has scale 0.
 */
final class Code {
    private static final int MOST = 127;
    /** Of a float without its sign. */
    private static final int MAGNITUDE = Integer.MAX_VALUE;
    /** 1.5 · 2^23: a small number added to it is rounded, and the lowest bits of the sum are that number's. */
    private static final float ROUNDING = 0x1.8p23f;

    private Code() {}

    /** The standard error of a cosine that comes of rounding one of the two codes: components are off by half a scale at most. */
    static double error(float scale) {
        return scale / Math.sqrt(12);
    }

    /** Writes the code of {@code vector} into {@code codes} from {@code at} on and answers its scale. */
    static float write(FloatVector vector, byte[] codes, int at) {
        double norm = vector.norm();
        float largest = largest(vector);
        if (!(norm > 0) || largest == 0) {
            java.util.Arrays.fill(codes, at, at + vector.dimension(), (byte) 0);
            return 0;
        }
        float factor = MOST / largest;
        for (int j = 0; j < vector.dimension(); j++) {
            codes[at + j] = nearest(vector.get(j) * factor);
        }
        return (float) (largest / MOST / norm);
    }

    /** The nearest whole number to one of at most 127, of two as near the even one: a cast takes several times as long. */
    private static byte nearest(float scaled) {
        return (byte) Float.floatToRawIntBits(scaled + ROUNDING);
    }

    /** The largest magnitude of a component: bits of floats without sign are in the order of the floats. */
    private static float largest(FloatVector vector) {
        int even = 0;
        int odd = 0;
        int last = vector.dimension() - 1;
        for (int j = 0; j < last; j += 2) {
            even = Math.max(even, Float.floatToRawIntBits(vector.get(j)) & MAGNITUDE);
            odd = Math.max(odd, Float.floatToRawIntBits(vector.get(j + 1)) & MAGNITUDE);
        }
        int end = Float.floatToRawIntBits(vector.get(last)) & MAGNITUDE;
        return Float.intBitsToFloat(Math.max(Math.max(even, odd), end));
    }
}
