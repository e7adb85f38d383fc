package dev.vectide.indexer.index;

import java.util.Arrays;

/**
 * Lists of several collections by how near their centroids are, nearest first: a heap, as only some of many are ever taken.
 *
 * <p>Used by one thread.
 */
final class ListQueue {
    private float[] values = new float[256];
    /** Collection and list. */
    private long[] entries = new long[256];
    private int size;

    void add(int collection, int list, float value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
            entries = Arrays.copyOf(entries, 2 * size);
        }
        values[size] = value;
        entries[size++] = ((long) collection << 32) | list;
    }

    /** To be called once all are added. */
    void order() {
        for (int parent = size / 2 - 1; parent >= 0; parent--) {
            siftDown(parent, values[parent], entries[parent]);
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    float value() {
        return values[0];
    }

    int collection() {
        return (int) (entries[0] >>> 32);
    }

    int list() {
        return (int) entries[0];
    }

    void removeFirst() {
        size--;
        if (size > 0) {
            siftDown(0, values[size], entries[size]);
        }
    }

    private void siftDown(int at, float value, long entry) {
        int parent = at;
        while (2 * parent + 1 < size) {
            int child = 2 * parent + 1;
            if (child + 1 < size && values[child + 1] > values[child]) {
                child++;
            }
            if (value >= values[child]) {
                break;
            }
            values[parent] = values[child];
            entries[parent] = entries[child];
            parent = child;
        }
        values[parent] = value;
        entries[parent] = entry;
    }
}
