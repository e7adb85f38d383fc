package dev.vectide.indexer.index;

import java.util.Arrays;

/** The few numbers with the largest values, by insertion. Among equal values the first one stays. Used by one thread. */
final class BestNumbers {
    private final int[] numbers;
    private final float[] values;
    private int size;

    BestNumbers(int capacity) {
        this.numbers = new int[capacity];
        this.values = new float[capacity];
    }

    void offer(int number, float value) {
        if (size == numbers.length && value <= values[size - 1]) {
            return;
        }
        int at = size < numbers.length ? size++ : size - 1;
        for (; at > 0 && values[at - 1] < value; at--) {
            values[at] = values[at - 1];
            numbers[at] = numbers[at - 1];
        }
        values[at] = value;
        numbers[at] = number;
    }

    /** Best first. */
    int[] numbers() {
        return Arrays.copyOf(numbers, size);
    }
}
