package dev.vectide.core.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An immutable dense vector of floats.
 *
 * <p>Immutable, so safe to share between threads.
 */
public final class FloatVector {
    private final float[] values;

    private FloatVector(float[] values) {
        this.values = values;
    }

    /** A vector over a copy of {@code values}; refuses an empty array. */
    public static FloatVector of(float... values) {
        return owning(values.clone());
    }

    /** A vector that takes {@code values} over; the caller must not write to the array again. */
    public static FloatVector owning(float[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("a vector needs at least one dimension");
        }
        return new FloatVector(values);
    }

    /** Reads little-endian single precision floats; the length must be a positive multiple of four. */
    public static FloatVector fromLittleEndian(ByteBuffer bytes) {
        int length = bytes.remaining();
        if (length == 0 || length % Float.BYTES != 0) {
            throw new IllegalArgumentException("a vector of " + length + " bytes: expected a positive multiple of 4");
        }
        float[] values = new float[length / Float.BYTES];
        bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return new FloatVector(values);
    }

    /** The values as little-endian single precision floats. */
    public byte[] toLittleEndian() {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    public int dimension() {
        return values.length;
    }

    public float get(int index) {
        return values[index];
    }

    /** A copy of the values. */
    public float[] toArray() {
        return values.clone();
    }

    /** Copies the values into {@code target} from {@code offset} on. */
    public void copyTo(float[] target, int offset) {
        System.arraycopy(values, 0, target, offset, values.length);
    }

    /** Euclidean norm, in double. */
    public double norm() {
        return Math.sqrt(sumOfProducts(values, values));
    }

    /** Whether every value is a finite number. */
    public boolean isFinite() {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** This vector divided by its Euclidean norm; refuses a zero or non-finite one. */
    public FloatVector normalised() {
        double norm = norm();
        if (!(norm > 0) || Double.isInfinite(norm)) {
            throw new IllegalArgumentException("a vector of norm " + norm + " has no direction");
        }
        float[] unit = new float[values.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (values[i] / norm);
        }
        return new FloatVector(unit);
    }

    /** Inner product, in double; refuses another dimension. */
    public double dot(FloatVector other) {
        if (other.values.length != values.length) {
            throw new IllegalArgumentException(
                    "dimension " + other.values.length + " where " + values.length + " is expected");
        }
        return sumOfProducts(values, other.values);
    }

    /** Four sums side by side, as each addition would wait for the one before; always in this order. */
    private static double sumOfProducts(float[] a, float[] b) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = 0;
        for (; i + 4 <= a.length; i += 4) {
            first += (double) a[i] * b[i];
            second += (double) a[i + 1] * b[i + 1];
            third += (double) a[i + 2] * b[i + 2];
            fourth += (double) a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            first += (double) a[i] * b[i];
        }
        return first + second + (third + fourth);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FloatVector that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "FloatVector[" + values.length + "]";
    }
}
