package dev.vectide.encoder.graph;

/**
 * A tensor of whole numbers of eight bits.
 *
 * @param signed whether they are from -128 on, or from 0
 * @param shape its lengths, outermost first
 * @param values row by row; not to be written to
 */
record ByteWeight(boolean signed, int[] shape, byte[] values) {
    int rows() {
        return shape.length == 2 ? shape[0] : 1;
    }

    int columns() {
        return shape.length == 0 ? 1 : shape[shape.length - 1];
    }

    int value(int index) {
        return signed ? values[index] : Byte.toUnsignedInt(values[index]);
    }
}
