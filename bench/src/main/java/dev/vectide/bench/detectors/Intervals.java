package dev.vectide.bench.detectors;

import java.util.Arrays;
import java.util.Random;

/** Intervals of 95 % confidence: value, low, high. */
final class Intervals {
    private static final double Z = 1.96;
    private static final int DRAWS = 2000;
    private static final long SEED = 95;

    record Interval(double value, double low, double high) {}

    private Intervals() {}

    /** A share of n (Wilson 1927). */
    static Interval share(int hits, int n) {
        double p = (double) hits / n;
        double middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
        double half = Z / (1 + Z * Z / n) * Math.sqrt(p * (1 - p) / n + Z * Z / (4.0 * n * n));
        return new Interval(p, Math.max(0, middle - half), Math.min(1, middle + half));
    }

    /** The median, between the order statistics that a binomial count of the values below it allows. */
    static Interval median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        int low = (int) Math.max(0, Math.floor(n / 2.0 - Z * Math.sqrt(n) / 2));
        int high = (int) Math.min(n - 1, Math.ceil(n / 2.0 + Z * Math.sqrt(n) / 2));
        return new Interval((sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[low], sorted[high]);
    }

    /**
     * Exposure over events, such as panes over alarms, by the bootstrap over streams, and no narrower than Poisson's noise
     * of the events makes it. Where there is no event the value is the exposure, as if there had been one.
     */
    static Interval perEvent(double[] events, double exposureEach) {
        Random random = new Random(SEED);
        double[] sums = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            for (int i = 0; i < events.length; i++) {
                sums[draw] += events[random.nextInt(events.length)];
            }
        }
        Arrays.sort(sums);
        double all = Arrays.stream(events).sum();
        double exposure = exposureEach * events.length;
        // Of a Poisson count n, to within a few hundredths: (√(n + 1) + z/2)² and (√n − z/2)².
        double most = Math.max(sums[(int) (0.975 * DRAWS)], Math.pow(Math.sqrt(all + 1) + Z / 2, 2));
        double least = Math.min(sums[(int) (0.025 * DRAWS)], Math.pow(Math.max(0, Math.sqrt(all) - Z / 2), 2));
        return new Interval(
                exposure / Math.max(1, all), exposure / most, exposure / Math.max(1, least));
    }

    /** A mean over independent streams. */
    static Interval mean(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
        double error = values.length < 2 ? Double.POSITIVE_INFINITY : Math.sqrt(squares / (values.length - 1) / values.length);
        return new Interval(mean, mean - Z * error, mean + Z * error);
    }
}
