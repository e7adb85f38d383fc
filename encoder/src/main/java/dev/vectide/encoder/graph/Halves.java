package dev.vectide.encoder.graph;

/** IEEE 754 half precision; the JDK has it from 20 on only. */
final class Halves {
    private static final int INFINITY = 0x7c00;
    private static final float LARGEST = 65504f;

    private Halves() {}

    /** The nearest half, ties to even; beyond the largest, infinity. */
    static short of(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        float magnitude = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | INFINITY | 0x200);
        }
        if (magnitude >= LARGEST + 16) {
            return (short) (sign | INFINITY);
        }
        if (magnitude < 0x1p-14f) {
            // Subnormal: a whole number of 2^-24.
            return (short) (sign | (int) Math.rint(magnitude * 0x1p24));
        }
        int exponent = (bits >>> 23 & 0xff) - 127 + 15;
        int mantissa = bits & 0x7fffff;
        int half = exponent << 10 | mantissa >>> 13;
        int rest = mantissa & 0x1fff;
        if (rest > 0x1000 || (rest == 0x1000 && (half & 1) == 1)) {
            half++;
        }
        return (short) (sign | half);
    }
}
