package dev.vectide.encoder.graph;

import java.util.Arrays;

/**
 * A matrix in whole numbers, each worth (value - zero) * scale.
 *
 * @param values [rows, columns]
 * @param scale of all of them, or of each column
 * @param zero the same
 */
record Quantised(ByteWeight values, Weight scale, ByteWeight zero) {
    Quantised {
        int columns = values.columns();
        boolean fits = (scale.values().length == 1 || scale.values().length == columns)
                && (zero.values().length == 1 || zero.values().length == columns)
                && values.signed() == zero.signed();
        if (values.shape().length != 2 || !fits) {
            throw new UnknownGraphException("one scale and one zero point of a matrix or of each of its columns are expected, of "
                    + Arrays.toString(values.shape()) + " there are " + scale.values().length + " and "
                    + zero.values().length);
        }
    }

    /** In single precision. */
    Weight plain() {
        float[] plain = new float[values.values().length];
        for (int i = 0; i < plain.length; i++) {
            int column = i % values.columns();
            plain[i] = (values.value(i) - zero.value(zero.values().length == 1 ? 0 : column))
                    * scale.values()[scale.values().length == 1 ? 0 : column];
        }
        return new Weight(values.shape(), plain);
    }

    /** Matrices of as many rows, side by side, with scale and zero point of each column. */
    static Quantised beside(Quantised... parts) {
        int rows = parts[0].values.rows();
        int columns = Arrays.stream(parts).mapToInt(part -> part.values.columns()).sum();
        byte[] values = new byte[rows * columns];
        float[] scales = new float[columns];
        byte[] zeros = new byte[columns];
        int at = 0;
        for (Quantised part : parts) {
            int width = part.values.columns();
            if (part.values.rows() != rows || part.values.signed() != parts[0].values.signed()) {
                throw new UnknownGraphException("matrices of one kind and of as many rows are expected side by side");
            }
            for (int row = 0; row < rows; row++) {
                System.arraycopy(part.values.values(), row * width, values, row * columns + at, width);
            }
            for (int column = 0; column < width; column++) {
                scales[at + column] = part.scale.values()[part.scale.values().length == 1 ? 0 : column];
                zeros[at + column] = part.zero.values()[part.zero.values().length == 1 ? 0 : column];
            }
            at += width;
        }
        boolean signed = parts[0].values.signed();
        return new Quantised(
                new ByteWeight(signed, new int[] {rows, columns}, values),
                Weight.vector(scales),
                new ByteWeight(signed, new int[] {columns}, zeros));
    }
}
