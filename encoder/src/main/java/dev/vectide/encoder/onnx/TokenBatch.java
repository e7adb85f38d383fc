package dev.vectide.encoder.onnx;

import dev.vectide.encoder.batch.BatchShapes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.List;

/**
 * Direct buffers of one padded batch, [rows, length], reused from batch to batch.
 *
 * <p>Used by one thread.
 */
final class TokenBatch {
    private LongBuffer ids = allocate(0);
    private LongBuffer mask = allocate(0);
    private LongBuffer types = allocate(0);
    private int[] lengths = {};
    private int texts;
    private int rows;
    private int length;

    /** Fills the buffers with {@code tokens[indices]}, padded to the shape of so many and of the longest. */
    TokenBatch fill(List<Tokens> tokens, int[] indices, BatchShapes shapes) {
        texts = indices.length;
        int longest = 0;
        if (lengths.length < texts) {
            lengths = new int[texts];
        }
        for (int row = 0; row < texts; row++) {
            lengths[row] = tokens.get(indices[row]).ids().length;
            longest = Math.max(longest, lengths[row]);
        }
        rows = shapes.rows(texts);
        length = shapes.length(longest);
        reserve(rows * length);
        for (int row = 0; row < texts; row++) {
            ids.put(tokens.get(indices[row]).ids());
            pad(lengths[row]);
        }
        for (int row = texts; row < rows; row++) {
            // A row without any token would have no mean.
            ids.put(0);
            pad(1);
        }
        ids.flip();
        mask.flip();
        types.flip();
        return this;
    }

    /** The rest of a row of so many tokens, and its mask. */
    private void pad(int tokens) {
        for (int i = 0; i < length; i++) {
            mask.put(i < tokens ? 1 : 0);
            types.put(0);
            if (i >= tokens) {
                ids.put(0);
            }
        }
    }

    /** Rows that are texts, the first ones; the others are padding. */
    int texts() {
        return texts;
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
