package dev.vectide.evaluate.vector;

import dev.vectide.core.vector.FloatVector;
import java.util.List;

/**
 * An immutable n × d matrix of single-precision rows; sums over it are taken in double.
 *
 * <p>Immutable, so safe to share between threads, as long as no one writes to a row.
 */
public final class Vectors {
    private final float[][] rows;
    private final int dimension;

    private Vectors(float[][] rows, int dimension) {
        this.rows = rows;
        this.dimension = dimension;
    }

    /**
     * Takes {@code rows} over, which the caller must not write to again.
     *
     * @throws IllegalArgumentException if there is none, or two differ in length
     */
    public static Vectors owning(float[][] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("no vectors");
        }
        for (int i = 1; i < rows.length; i++) {
            if (rows[i].length != rows[0].length) {
                throw new IllegalArgumentException(
                        "vector " + i + " has dimension " + rows[i].length + " where " + rows[0].length + " is expected");
            }
        }
        return new Vectors(rows, rows[0].length);
    }

    public static Vectors of(List<FloatVector> vectors) {
        return owning(vectors.stream().map(FloatVector::toArray).toArray(float[][]::new));
    }

    public int size() {
        return rows.length;
    }

    public int dimension() {
        return dimension;
    }

    /** Not a copy. */
    public float[] row(int i) {
        return rows[i];
    }

    /** The rows at {@code indices}, in that order. */
    public Vectors select(int[] indices) {
        float[][] selected = new float[indices.length][];
        for (int i = 0; i < indices.length; i++) {
            selected[i] = rows[indices[i]];
        }
        return owning(selected);
    }

    /** At most {@code most} rows, evenly spaced from the first on. */
    public Vectors thinned(int most) {
        return select(Thinning.indices(rows.length, most));
    }

    public double[] mean() {
        double[] mean = new double[dimension];
        for (float[] row : rows) {
            for (int j = 0; j < dimension; j++) {
                mean[j] += row[j];
            }
        }
        for (int j = 0; j < dimension; j++) {
            mean[j] /= rows.length;
        }
        return mean;
    }

    /** Each row divided by its Euclidean norm; a row of zeros stays one, so that its cosine to anything is 0. */
    public Vectors units() {
        return centredOn(new double[dimension]);
    }

    /** {@code origin} subtracted from each row, which is then divided by its Euclidean norm. */
    public Vectors centredOn(double[] origin) {
        float[][] moved = new float[rows.length][dimension];
        double[] difference = new double[dimension];
        for (int i = 0; i < rows.length; i++) {
            double squares = 0;
            for (int j = 0; j < dimension; j++) {
                difference[j] = rows[i][j] - origin[j];
                squares += difference[j] * difference[j];
            }
            double norm = squares == 0 ? 1 : Math.sqrt(squares);
            for (int j = 0; j < dimension; j++) {
                moved[i][j] = (float) (difference[j] / norm);
            }
        }
        return new Vectors(moved, dimension);
    }
}
