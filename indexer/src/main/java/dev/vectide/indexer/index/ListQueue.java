package dev.vectide.indexer.index;

import java.util.Arrays;

/**
 * Lists by how near their centroids are, nearest first: a heap, as only some of many are ever taken.
 *
 * <p>Used by one thread.
 */
final class ListQueue {
    private float[] values = new float[256];
    private int[] lists = new int[256];
    private int size;

    void add(int list, float value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
            lists = Arrays.copyOf(lists, 2 * size);
        }
        values[size] = value;
        lists[size++] = list;
    }

    /** To be called once all are added. */
    void order() {
        for (int parent = size / 2 - 1; parent >= 0; parent--) {
            siftDown(parent, values[parent], lists[parent]);
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    float value() {
        return values[0];
    }

    int list() {
        return lists[0];
    }

    void removeFirst() {
        size--;
        if (size > 0) {
            siftDown(0, values[size], lists[size]);
        }
    }

    private void siftDown(int at, float value, int list) {
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
            lists[parent] = lists[child];
            parent = child;
        }
        values[parent] = value;
        lists[parent] = list;
    }
}
