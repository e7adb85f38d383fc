package dev.vectide.encoder.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.List;

/**
 * Direct buffers of one padded batch, [texts, length], reused from batch to batch.
 *
 * <p>Used by one thread.
 */
final class TokenBatch {
    private LongBuffer ids = allocate(0);
    private LongBuffer mask = allocate(0);
    private LongBuffer types = allocate(0);
    private int[] lengths = {};
    private int rows;
    private int length;

    /** Fills the buffers with {@code texts[indices]}, padded to the longest. */
    TokenBatch fill(List<Tokens> texts, int[] indices) {
        rows = indices.length;
        length = 0;
        if (lengths.length < rows) {
            lengths = new int[rows];
        }
        for (int row = 0; row < rows; row++) {
            lengths[row] = texts.get(indices[row]).ids().length;
            length = Math.max(length, lengths[row]);
        }
        reserve(rows * length);
        for (int row = 0; row < rows; row++) {
            ids.put(texts.get(indices[row]).ids());
            for (int i = 0; i < length; i++) {
                boolean real = i < lengths[row];
                mask.put(real ? 1 : 0);
                types.put(0);
                if (!real) {
                    ids.put(0);
                }
            }
        }
        ids.flip();
        mask.flip();
        types.flip();
        return this;
    }

    int rows() {
        return rows;
    }

    /** Tokens of a row that are no padding. */
    int lengthOf(int row) {
        return lengths[row];
    }

    int length() {
        return length;
    }

    LongBuffer ids() {
        return ids;
    }

    LongBuffer mask() {
        return mask;
    }

    LongBuffer types() {
        return types;
    }

    private void reserve(int size) {
        if (ids.capacity() < size) {
            ids = allocate(size);
            mask = allocate(size);
            types = allocate(size);
        }
        ids.clear();
        mask.clear();
        types.clear();
    }

    private static LongBuffer allocate(int size) {
        return ByteBuffer.allocateDirect(size * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
    }
}
