package dev.vectide.evaluate.vector;

import java.util.stream.IntStream;

/** Fewer of many, evenly spaced: what is quadratic in the number of vectors is computed on these. */
public final class Thinning {
    private Thinning() {}

    /** Every s-th of 0 … n − 1 from 0 on, s the smallest whole step that leaves at most {@code most}. */
    public static int[] indices(int n, int most) {
        int step = Math.max(1, (n + most - 1) / most);
        return IntStream.iterate(0, i -> i < n, i -> i + step).toArray();
    }
}
