package dev.vectide.monitor.drift;

import dev.vectide.monitor.stats.Hashes;

/** SplitMix64: the same numbers for the same seed, everywhere. */
final class Rng {
    private long state;

    Rng(long seed) {
        this.state = seed;
    }

    private long next() {
        state += 0x9e3779b97f4a7c15L;
        return Hashes.mix(state);
    }

    /** Uniform in 0 … bound − 1; the bias of the remainder is below 2^-40 for the bounds used here. */
    int below(int bound) {
        return (int) Long.remainderUnsigned(next(), bound);
    }

    /** Uniform in [0, 1). */
    double uniform() {
        return (next() >>> 11) * 0x1p-53;
    }
}
