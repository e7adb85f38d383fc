package dev.vectide.evaluate.probe;

/**
 * Numpy's {@code RandomState(seed)} as far as its {@code shuffle} goes: the Mersenne Twister MT19937 (Matsumoto and Nishimura
 * 1998), seeded by Knuth's recurrence, and whole numbers by rejection under a mask. So a shuffle here is numpy's, which is
 * what MTEB draws its few-shot samples with.
 *
 * <p>Not safe for concurrent use.
 */
public final class NumpyRandom {
    private static final int N = 624;
    private static final int M = 397;

    private final int[] state = new int[N];
    private int at = N;

    public NumpyRandom(int seed) {
        int value = seed;
        for (int i = 0; i < N; i++) {
            state[i] = value;
            value = 1812433253 * (value ^ (value >>> 30)) + i + 1;
        }
    }

    /** The next 32 bits. */
    int next() {
        if (at == N) {
            twist();
        }
        int y = state[at++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }

    private void twist() {
        for (int i = 0; i < N; i++) {
            int y = (state[i] & 0x80000000) | (state[(i + 1) % N] & 0x7fffffff);
            state[i] = state[(i + M) % N] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
        }
        at = 0;
    }

    /** From 0 to {@code most}, both included. */
    int upTo(int most) {
        if (most == 0) {
            return 0;
        }
        int mask = -1 >>> Integer.numberOfLeadingZeros(most);
        int value = next() & mask;
        while (value > most) {
            value = next() & mask;
        }
        return value;
    }

    /** In place. */
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = upTo(i);
            int moved = values[i];
            values[i] = values[j];
            values[j] = moved;
        }
    }
}
