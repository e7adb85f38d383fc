package dev.vectide.indexer.index;

/**
 * The rows with the largest values seen so far, at most {@code capacity}: a binary heap with the smallest of them on top.
 * Among equal values the row seen first stays.
 *
 * <p>Used by one thread.
 */
final class BestRows {
    private final float[] values;
    private final int[] rows;
    private int size;

    BestRows(int capacity) {
        this.values = new float[capacity];
        this.rows = new int[capacity];
    }

    int size() {
        return size;
    }

    /** What a row must exceed to get in; minus infinity while there is room. */
    float floor() {
        return size < values.length ? Float.NEGATIVE_INFINITY : values[0];
    }

    /** The rows kept, in no order. */
    int[] rows() {
        return java.util.Arrays.copyOf(rows, size);
    }

    void offer(int row, float value) {
        if (size < values.length) {
            siftUp(size++, row, value);
        } else if (value > values[0]) {
            siftDown(row, value);
        }
    }

    private void siftUp(int at, int row, float value) {
        int child = at;
        while (child > 0) {
            int parent = (child - 1) >>> 1;
            if (values[parent] <= value) {
                break;
            }
            move(parent, child);
            child = parent;
        }
        put(child, row, value);
    }

    private void siftDown(int row, float value) {
        int parent = 0;
        while (2 * parent + 1 < size) {
            int child = 2 * parent + 1;
            if (child + 1 < size && values[child + 1] < values[child]) {
                child++;
            }
            if (value <= values[child]) {
                break;
            }
            move(child, parent);
            parent = child;
        }
        put(parent, row, value);
    }

    private void move(int from, int to) {
        values[to] = values[from];
        rows[to] = rows[from];
    }

    private void put(int at, int row, float value) {
        values[at] = value;
        rows[at] = row;
    }
}
