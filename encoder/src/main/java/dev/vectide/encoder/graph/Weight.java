package dev.vectide.encoder.graph;

/**
 * A tensor of single precision.
 *
 * @param shape its lengths, outermost first
 * @param values row by row; not to be written to
 */
record Weight(int[] shape, float[] values) {
    Weight {
        long size = 1;
        for (int length : shape) {
            size *= length;
        }
        if (size != values.length) {
            throw new IllegalArgumentException(values.length + " values for " + size);
        }
    }

    static Weight vector(float[] values) {
        return new Weight(new int[] {values.length}, values);
    }

    int rows() {
        return shape.length == 0 ? 1 : shape[0];
    }

    int columns() {
        return shape.length == 0 ? 1 : shape[shape.length - 1];
    }

    /** Matrices of as many rows, side by side; or vectors, end to end. */
    static Weight beside(Weight... parts) {
        int rows = parts[0].shape.length == 1 ? 1 : parts[0].rows();
        int columns = 0;
        for (Weight part : parts) {
            columns += part.columns();
        }
        float[] values = new float[rows * columns];
        int at = 0;
        for (int row = 0; row < rows; row++) {
            for (Weight part : parts) {
                System.arraycopy(part.values, row * part.columns(), values, at, part.columns());
                at += part.columns();
            }
        }
        return parts[0].shape.length == 1 ? vector(values) : new Weight(new int[] {rows, columns}, values);
    }
}
