package dev.vectide.evaluate.mitigation;

/** Vectors as rows: what is wrong with them is said with the row's number. */
final class Rows {
    private Rows() {}

    /** Refuses no rows, rows of different length and numbers that are not finite; returns their length. */
    static int dimension(float[][] vectors) {
        if (vectors.length == 0) {
            throw new IllegalArgumentException("no vectors");
        }
        int dimension = vectors[0].length;
        for (int i = 0; i < vectors.length; i++) {
            require(vectors[i], dimension, i);
        }
        return dimension;
    }

    private static void require(float[] vector, int dimension, int row) {
        if (vector.length == 0 || vector.length != dimension) {
            throw new IllegalArgumentException(
                    "vector " + row + " has dimension " + vector.length + " where " + dimension + " is expected");
        }
        for (float value : vector) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("vector " + row + " holds " + value);
            }
        }
    }
}
