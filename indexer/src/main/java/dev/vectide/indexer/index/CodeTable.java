package dev.vectide.indexer.index;

import dev.vectide.core.vector.FloatVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Codes of the vectors of one collection in dense rows; a removed row is filled with the last. Blocks of {@value #ROWS} rows
 * are added as it grows, and none is ever copied.
 *
 * <p>Not safe for concurrent use: readers may share, a writer must be alone.
 */
final class CodeTable {
    static final int ROWS = 1024;

    private final int dimension;
    private final DotKernel kernel;
    private final List<byte[]> blocks = new ArrayList<>();
    private float[] scales = new float[ROWS];
    private int size;

    CodeTable(int dimension, DotKernel kernel) {
        this.dimension = dimension;
        this.kernel = kernel;
    }

    int size() {
        return size;
    }

    /** Takes the approximate cosines of a run of rows with a query. */
    interface Scan {
        /** @param cosines of rows {@code first} to {@code first + count - 1}; used again for the next run */
        void run(int first, int count, float[] cosines);
    }

    /** Adds a row and answers its number. */
    int add(FloatVector vector) {
        if (size == blocks.size() * ROWS) {
            blocks.add(new byte[ROWS * dimension]);
        }
        if (size == scales.length) {
            scales = Arrays.copyOf(scales, 2 * size);
        }
        set(size, vector);
        return size++;
    }

    void set(int row, FloatVector vector) {
        scales[row] = Code.write(vector, blocks.get(row / ROWS), row % ROWS * dimension);
    }

    /** Removes a row; the last one takes its place. */
    void remove(int row) {
        size--;
        if (row != size) {
            System.arraycopy(
                    blocks.get(size / ROWS), size % ROWS * dimension, blocks.get(row / ROWS), row % ROWS * dimension, dimension);
            scales[row] = scales[size];
        }
        // One spare block: an insert after a delete at a block's edge allocates nothing.
        if (blocks.size() > size / ROWS + 2) {
            blocks.remove(blocks.size() - 1);
        }
    }

    /** Compares every row. */
    void scan(FloatVector query, Scan scan) {
        byte[] code = new byte[dimension];
        float queryScale = Code.write(query, code, 0);
        short[] widened = new short[dimension];
        for (int j = 0; j < dimension; j++) {
            widened[j] = code[j];
        }
        int[] products = new int[ROWS];
        float[] cosines = new float[ROWS];
        for (int first = 0; first < size; first += ROWS) {
            int count = Math.min(ROWS, size - first);
            kernel.dots(blocks.get(first / ROWS), count, widened, products);
            for (int i = 0; i < count; i++) {
                cosines[i] = products[i] * scales[first + i] * queryScale;
            }
            scan.run(first, count, cosines);
        }
    }
}
