package dev.vectide.bench.load;

/**
 * How long each part of the benchmark takes, in seconds.
 *
 * @param warm under full load before anything is measured
 * @param capacity of measuring what is sustained
 * @param step at each share of the capacity
 */
record Sizes(double warm, double capacity, double step) {
    static final Sizes FULL = new Sizes(30, 20, 60);
    static final Sizes QUICK = new Sizes(15, 8, 8);
}
