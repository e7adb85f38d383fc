package dev.vectide.core.transform;

import dev.vectide.core.hash.Sha256;
import dev.vectide.core.space.Fingerprint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An affine map of vectors of dimension d, and the unit vector of what it gives; in double. μ is the first row of all kinds
 * but the adapter.
 *
 * <p>Immutable as long as no one writes to the rows it was given.
 */
public final class VectorMap {
    /** How rows become a map; the number is that of the file format. */
    public enum Kind {
        /** x − μ. */
        CENTRING(1),
        /** x̃ − Σ u (u · x̃), x̃ = x − μ, over the rows u after the first. */
        ALL_BUT_THE_TOP(2),
        /** M (x − μ), M the rows after the first. */
        WHITENING(3),
        /** M x. */
        ADAPTER(4);

        private final byte number;

        Kind(int number) {
            this.number = (byte) number;
        }

        byte number() {
            return number;
        }

        private boolean fits(int rows, int dimension) {
            return switch (this) {
                case CENTRING -> rows == 1;
                case ALL_BUT_THE_TOP -> rows > 1;
                case WHITENING -> rows == dimension + 1;
                case ADAPTER -> rows == dimension;
            };
        }
    }

    private final Kind kind;
    private final double[][] rows;

    /** @throws IllegalArgumentException if such rows are none of that kind, or hold what is no number */
    public VectorMap(Kind kind, double[][] rows) {
        this.kind = kind;
        this.rows = rows;
        if (rows.length == 0 || !kind.fits(rows.length, rows[0].length)) {
            throw new IllegalArgumentException("a transform of kind " + kind + " with " + rows.length + " rows of dimension "
                    + (rows.length == 0 ? 0 : rows[0].length) + ": there is none");
        }
        for (double[] row : rows) {
            if (row.length != rows[0].length || !Arrays.stream(row).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("a transform of kind " + kind + ": expected rows of equal length and of"
                        + " finite numbers");
            }
        }
    }

    public Kind kind() {
        return kind;
    }

    public int dimension() {
        return rows[0].length;
    }

    /** Not a copy. */
    public double[][] rows() {
        return rows;
    }

    /** The affine part alone. */
    public double[] affine(float[] vector) {
        double[] x = new double[vector.length];
        for (int j = 0; j < x.length; j++) {
            x[j] = kind == Kind.ADAPTER ? vector[j] : vector[j] - rows[0][j];
        }
        return switch (kind) {
            case CENTRING -> x;
            case ALL_BUT_THE_TOP -> without(x);
            case WHITENING -> times(1, x);
            case ADAPTER -> times(0, x);
        };
    }

    private double[] without(double[] rest) {
        for (int i = 1; i < rows.length; i++) {
            double along = dot(rows[i], rest);
            for (int j = 0; j < rest.length; j++) {
                rest[j] -= along * rows[i][j];
            }
        }
        return rest;
    }

    private double[] times(int first, double[] x) {
        double[] product = new double[rows.length - first];
        for (int i = 0; i < product.length; i++) {
            product[i] = dot(rows[first + i], x);
        }
        return product;
    }

    /**
     * The affine part, divided by its Euclidean norm.
     *
     * @throws IllegalArgumentException if the vector is of another dimension, or nothing of it is left, as of the mean when the
     *     mean is subtracted
     */
    public float[] unit(float[] vector) {
        if (vector.length != dimension()) {
            throw new IllegalArgumentException(
                    "a transform of dimension " + dimension() + " on a vector of dimension " + vector.length);
        }
        double[] mapped = affine(vector);
        double norm = Math.sqrt(dot(mapped, mapped));
        if (!(norm > 0) || Double.isInfinite(norm)) {
            throw new IllegalArgumentException("a vector has no direction after its transform: norm " + norm);
        }
        float[] unit = new float[mapped.length];
        for (int j = 0; j < unit.length; j++) {
            unit[j] = (float) (mapped[j] / norm);
        }
        return unit;
    }

    /** In four sums side by side, as each addition would wait for the one before. */
    private static double dot(double[] a, double[] b) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int j = 0;
        for (; j + 4 <= a.length; j += 4) {
            first += a[j] * b[j];
            second += a[j + 1] * b[j + 1];
            third += a[j + 2] * b[j + 2];
            fourth += a[j + 3] * b[j + 3];
        }
        for (; j < a.length; j++) {
            first += a[j] * b[j];
        }
        return first + second + (third + fourth);
    }

    /**
     * Hash over what it does to a vector: the SHA-256 of {@code vectide-transform-1}, the kind's number (1 byte), dimension and
     * rows (4 bytes each) and all numbers (8 each), big-endian.
     */
    public Fingerprint fingerprint() {
        ByteBuffer bytes = ByteBuffer.allocate(1 + 4 + 4 + rows.length * dimension() * Double.BYTES);
        numbers(bytes.put(kind.number()));
        return Fingerprint.of(Sha256.of("vectide-transform-1".getBytes(StandardCharsets.US_ASCII), bytes.array()));
    }

    void numbers(ByteBuffer out) {
        out.putInt(dimension()).putInt(rows.length);
        for (double[] row : rows) {
            for (double value : row) {
                out.putDouble(value);
            }
        }
    }
}
