package dev.vectide.encoder.onnx;

import dev.vectide.encoder.batch.BatchShapes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.List;

/**
 * Direct buffers of one batch, padded as [rows, length] or one text after the other as [1, length], reused from batch to batch.
 *
 * <p>Used by one thread.
 */
final class TokenBatch {
    private LongBuffer ids = allocate(0);
    private LongBuffer mask = allocate(0);
    private LongBuffer types = allocate(0);
    private LongBuffer sizes = allocate(0);
    private int[] lengths = {};
    private int texts;
    private int rows;
    private int length;
    private int outputs;

    /** Fills the buffers with {@code tokens[indices]}, padded to the shape of so many and of the longest. */
    TokenBatch fill(List<Tokens> tokens, int[] indices, BatchShapes shapes) {
        measure(tokens, indices);
        int longest = 0;
        for (int row = 0; row < texts; row++) {
            longest = Math.max(longest, lengths[row]);
        }
        rows = shapes.rows(texts);
        outputs = rows;
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

    /** Fills {@link #ids} and {@link #sizes} with {@code tokens[indices]}, without padding or mask. */
    TokenBatch join(List<Tokens> tokens, int[] indices) {
        measure(tokens, indices);
        rows = 1;
        outputs = texts;
        length = 0;
        for (int text = 0; text < texts; text++) {
            length += lengths[text];
        }
        reserve(length);
        if (sizes.capacity() < texts) {
            sizes = allocate(texts);
        }
        sizes.clear();
        for (int text = 0; text < texts; text++) {
            ids.put(tokens.get(indices[text]).ids());
            sizes.put(lengths[text]);
        }
        ids.flip();
        sizes.flip();
        return this;
    }

    private void measure(List<Tokens> tokens, int[] indices) {
        texts = indices.length;
        if (lengths.length < texts) {
            lengths = new int[texts];
        }
        for (int i = 0; i < texts; i++) {
            lengths[i] = tokens.get(indices[i]).ids().length;
        }
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

    /** Of the vectors those that are texts', the first ones; the others are padding. */
    int texts() {
        return texts;
    }

    /** How many vectors come of it. */
    int outputs() {
        return outputs;
    }

    int rows() {
        return rows;
    }

    /** Tokens of a text, without padding. */
    int lengthOf(int text) {
        return lengths[text];
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

    /** Tokens of each text, of texts that are joined. */
    LongBuffer sizes() {
        return sizes;
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
