package dev.vectide.indexer.index;

import dev.vectide.core.vector.FloatVector;

/**
 * Scalar quantisation of a vector's direction: x / ‖x‖ ≈ scale · code, with codes in [-127, 127] and the scale such that the
 * largest component has code ±127. A vector without direction (norm 0) has scale 0.
 */
final class Code {
    private static final int MOST = 127;

    private Code() {}

    /** The standard error of a cosine that comes of rounding one of the two codes: components are off by half a scale at most. */
    static double error(float scale) {
        return scale / Math.sqrt(12);
    }

    /** Writes the code of {@code vector} into {@code codes} from {@code at} on and answers its scale. */
    static float write(FloatVector vector, byte[] codes, int at) {
        double norm = vector.norm();
        float largest = 0;
        for (int j = 0; j < vector.dimension(); j++) {
            largest = Math.max(largest, Math.abs(vector.get(j)));
        }
        if (!(norm > 0) || largest == 0) {
            java.util.Arrays.fill(codes, at, at + vector.dimension(), (byte) 0);
            return 0;
        }
        float factor = MOST / largest;
        for (int j = 0; j < vector.dimension(); j++) {
            float scaled = vector.get(j) * factor;
            // To the nearest, in steps that the compiler makes SIMD of.
            codes[at + j] = (byte) (int) (scaled + (scaled < 0 ? -0.5f : 0.5f));
        }
        return (float) (largest / MOST / norm);
    }
}
