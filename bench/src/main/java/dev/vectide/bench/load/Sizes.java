package dev.vectide.bench.load;

/**
 * How much of everything; times in seconds.
 *
 * @param warmEvents under full load before anything is measured, enough for the monitors to have a reference
 * @param warmEncoder events through the encoder alone before that
 * @param capacity of measuring what is sustained, by the encoder alone and by the whole chain
 * @param turns of encoder and chain
 * @param rounds at each share of the capacity but the highest
 * @param round of each of them
 * @param overload at the highest share
 * @param incident at half of it, while texts collapse
 */
record Sizes(
        int warmEvents,
        int warmEncoder,
        double capacity,
        int turns,
        int rounds,
        double round,
        double overload,
        double incident) {
    static final Sizes FULL = new Sizes(12_000, 5000, 20, 2, 3, 15, 120, 60);
    static final Sizes QUICK = new Sizes(5600, 2000, 6, 1, 1, 5, 5, 12);
}
