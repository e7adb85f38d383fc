package dev.vectide.evaluate.resample;

import dev.vectide.evaluate.bootstrap.Bootstrap;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * The bootstrap over items (Efron 1979): how a score would vary over other data sets of this size. 1,000 samples by a fixed
 * seed, so that a run can be repeated to the bit.
 */
public final class ScoreBootstrap {
    private static final Bootstrap DRAWS = new Bootstrap(1000, 0.95, 42);

    private ScoreBootstrap() {}

    /** Between the percentiles that leave 2.5 % on either side. */
    public record Interval(double low, double high) {}

    /**
     * A − B of the same items.
     *
     * @param value over all items
     * @param interval of the differences over samples
     * @param p two-sided: twice the smaller share of samples on one side of 0, no less than 2/1001
     * @param signFlip two-sided p of the test by signs; empty where the score is no mean of the items' values
     */
    public record Difference(double value, Interval interval, double p, OptionalDouble signFlip) {
        /** Whether the interval leaves 0 out. */
        public boolean isBeyondChance() {
            return interval.low > 0 || interval.high < 0;
        }
    }

    public static Interval interval(Statistic statistic) {
        return percentiles(samples(statistic.size(), statistic::of));
    }

    /** @throws IllegalArgumentException if the two are not of as many items */
    public static Difference paired(Statistic a, Statistic b) {
        if (a.size() != b.size()) {
            throw new IllegalArgumentException("a paired test of " + a.size() + " and " + b.size() + " items");
        }
        int[] all = new int[a.size()];
        Arrays.setAll(all, i -> i);
        double[] differences = samples(a.size(), sample -> a.of(sample) - b.of(sample));
        double below = Arrays.stream(differences).filter(difference -> difference <= 0).count();
        double above = Arrays.stream(differences).filter(difference -> difference >= 0).count();
        double p = Math.min(1, 2 * (1 + Math.min(below, above)) / (1 + differences.length));
        return new Difference(a.of(all) - b.of(all), percentiles(differences), p, signFlip(a, b));
    }

    private static OptionalDouble signFlip(Statistic a, Statistic b) {
        Optional<double[]> first = a.values();
        Optional<double[]> second = b.values();
        if (first.isEmpty() || second.isEmpty()) {
            return OptionalDouble.empty();
        }
        double[] differences = first.get();
        for (int i = 0; i < differences.length; i++) {
            differences[i] -= second.get()[i];
        }
        return OptionalDouble.of(SignFlip.p(differences));
    }

    /** Sorted; samples without a score are left out. */
    private static double[] samples(int size, ToDoubleFunction<int[]> score) {
        return Arrays.stream(DRAWS.values(size, score))
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    private static Interval percentiles(double[] sorted) {
        if (sorted.length == 0) {
            return new Interval(Double.NaN, Double.NaN);
        }
        double tail = (1 - DRAWS.level()) / 2;
        return new Interval(Bootstrap.quantile(sorted, tail), Bootstrap.quantile(sorted, 1 - tail));
    }
}
