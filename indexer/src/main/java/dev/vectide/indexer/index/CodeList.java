package dev.vectide.indexer.index;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Codes one after the other, each with the row it is of; a removed one is replaced by the last. The memory grows by a
 * little at a time, as there are many of these lists.
 *
 * <p>Not safe for concurrent use: readers may share, a writer must be alone.
 */
final class CodeList {
    private static final int LEAST = 4;
    /** Room for so much of a list more is made when it is full. */
    private static final int GROWTH = 6;

    private final int dimension;
    private byte[] codes = {};
    private float[] scales = {};
    private int[] rows = {};
    private int size;

    CodeList(int dimension) {
        this.dimension = dimension;
    }

    int size() {
        return size;
    }

    int row(int slot) {
        return rows[slot];
    }

    byte[] codes() {
        return codes;
    }

    float scale(int slot) {
        return scales[slot];
    }

    /** Copies a code in and answers its slot. */
    int add(int row, byte[] code, int at, float scale) {
        if (size == rows.length) {
            reserve(size + Math.max(LEAST, size / GROWTH));
        }
        set(size, row, code, at, scale);
        return size++;
    }

    void set(int slot, int row, byte[] code, int at, float scale) {
        System.arraycopy(code, at, codes, slot * dimension, dimension);
        scales[slot] = scale;
        rows[slot] = row;
    }

    /** Moves the codes of {@code leaving} to the end of another list; those that stay close up, in their order. */
    void move(boolean[] leaving, CodeList to) {
        int stay = 0;
        for (int slot = 0; slot < size; slot++) {
            if (!leaving[slot]) {
                stay++;
            }
        }
        to.reserve(to.size + size - stay + LEAST);
        int kept = 0;
        for (int slot = 0; slot < size; slot++) {
            if (leaving[slot]) {
                to.add(rows[slot], codes, slot * dimension, scales[slot]);
            } else {
                if (kept != slot) {
                    set(kept, rows[slot], codes, slot * dimension, scales[slot]);
                }
                kept++;
            }
        }
        size = kept;
        reserve(size + LEAST);
    }

    /** Removes a code; the last one takes its place. */
    void remove(int slot) {
        size--;
        if (slot != size) {
            set(slot, rows[size], codes, size * dimension, scales[size]);
        }
        if (rows.length > size + Math.max(4 * LEAST, size / 4)) {
            reserve(size + LEAST);
        }
    }

    /** The approximate cosines of all codes with a query. */
    float[] cosines(QueryCode query, DotKernel kernel, Scratch scratch) {
        scratch.reserve(size);
        kernel.dots(codes, size, query.widened(), scratch.products());
        int[] products = scratch.products();
        float[] cosines = scratch.cosines();
        for (int i = 0; i < size; i++) {
            cosines[i] = products[i] * scales[i] * query.scale();
        }
        return cosines;
    }

    /** The approximate cosine of one code with a query: the same float as {@link #cosines} has for it. */
    float cosine(int slot, QueryCode query, DotKernel kernel) {
        return kernel.dot(codes, slot * dimension, query.widened()) * scales[slot] * query.scale();
    }

    QueryCode query(int slot) {
        return QueryCode.of(codes, slot * dimension, dimension, scales[slot]);
    }

    /** Adds the direction of a code to {@code sum}. */
    void addTo(float[] sum, int slot) {
        addTo(sum, slot, 1);
    }

    /** Adds the direction of a code, {@code times} times, to {@code sum}. */
    void addTo(float[] sum, int slot, int times) {
        float scale = times * scales[slot];
        for (int j = 0, at = slot * dimension; j < dimension; j++, at++) {
            sum[j] += scale * codes[at];
        }
    }

    /** @param numbers what a row is called in the snapshot */
    void write(DataOutput out, IntUnaryOperator numbers) throws IOException {
        out.writeInt(size);
        for (int slot = 0; slot < size; slot++) {
            out.writeInt(numbers.applyAsInt(rows[slot]));
            out.writeFloat(scales[slot]);
        }
        out.write(codes, 0, size * dimension);
    }

    static CodeList read(DataInput in, int dimension) throws IOException {
        CodeList list = new CodeList(dimension);
        list.size = in.readInt();
        list.reserve(list.size + LEAST);
        for (int slot = 0; slot < list.size; slot++) {
            list.rows[slot] = in.readInt();
            list.scales[slot] = in.readFloat();
        }
        in.readFully(list.codes, 0, list.size * dimension);
        return list;
    }

    private void reserve(int capacity) {
        codes = Arrays.copyOf(codes, capacity * dimension);
        scales = Arrays.copyOf(scales, capacity);
        rows = Arrays.copyOf(rows, capacity);
    }
}
