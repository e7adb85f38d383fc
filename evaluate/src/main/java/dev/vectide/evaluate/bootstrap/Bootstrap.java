package dev.vectide.evaluate.bootstrap;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The percentile bootstrap. A statistic is a function of the indexes of items, some of which a resample holds several times
 * and others never; two statistics of the same indexes make a paired comparison.
 *
 * @param resamples how many
 * @param level share of the resamples that lie in the interval, such as 0.95
 * @param seed the same seed draws the same resamples
 */
public record Bootstrap(int resamples, double level, long seed) {
    public static final Bootstrap DEFAULT = new Bootstrap(1000, 0.95, 1);

    public Bootstrap {
        if (resamples < 1) {
            throw new IllegalArgumentException(resamples + " resamples: at least 1 is needed");
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a level of " + level + ": expected between 0 and 1");
        }
    }

    /** Items are drawn one by one. */
    public Interval interval(int items, ToDoubleFunction<int[]> statistic) {
        return interval(IntStream.range(0, items).toArray(), statistic);
    }

    /**
     * Groups are drawn, each with all of its items: for items whose scores move together, such as the queries of one label.
     *
     * @param groups the group of each item, any numbers
     */
    public Interval interval(int[] groups, ToDoubleFunction<int[]> statistic) {
        if (groups.length == 0) {
            throw new IllegalArgumentException("nothing to draw resamples of");
        }
        double[] values = values(members(groups), statistic);
        Arrays.sort(values);
        double beyond = (1 - level) / 2;
        double value = statistic.applyAsDouble(IntStream.range(0, groups.length).toArray());
        return new Interval(value, quantile(values, beyond), quantile(values, 1 - beyond));
    }

    /** The statistic of each resample, items drawn one by one, in the order of the draws. */
    public double[] values(int items, ToDoubleFunction<int[]> statistic) {
        return values(members(IntStream.range(0, items).toArray()), statistic);
    }

    private double[] values(int[][] members, ToDoubleFunction<int[]> statistic) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            values[i] = statistic.applyAsDouble(draw(members, random));
        }
        return values;
    }

    /** The items of each group, groups in the order of their first item. */
    private static int[][] members(int[] groups) {
        return IntStream.range(0, groups.length)
                .boxed()
                .collect(Collectors.groupingBy(
                        i -> groups[i], LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(items -> items.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    private static int[] draw(int[][] members, SplittableRandom random) {
        int[][] drawn = new int[members.length][];
        int size = 0;
        for (int g = 0; g < drawn.length; g++) {
            drawn[g] = members[random.nextInt(members.length)];
            size += drawn[g].length;
        }
        int[] items = new int[size];
        int at = 0;
        for (int[] group : drawn) {
            System.arraycopy(group, 0, items, at, group.length);
            at += group.length;
        }
        return items;
    }

    /** The mean of {@code scores}, by item. */
    public static ToDoubleFunction<int[]> mean(double[] scores) {
        return items -> {
            double sum = 0;
            for (int item : items) {
                sum += scores[item];
            }
            return sum / items.length;
        };
    }

    /** The {@code q}-quantile of {@code scores}, by item. */
    public static ToDoubleFunction<int[]> quantile(double q, double[] scores) {
        return items -> {
            double[] values = new double[items.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = scores[items[i]];
            }
            Arrays.sort(values);
            return quantile(values, q);
        };
    }

    /** Linear between the two order statistics around (n − 1)q, as Hyndman and Fan's (1996) seventh. */
    public static double quantile(double[] ascending, double q) {
        double place = q * (ascending.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, ascending.length - 1);
        double share = place - below;
        boolean equal = ascending[below] == ascending[above];
        return equal ? ascending[below] : ascending[below] + share * (ascending[above] - ascending[below]);
    }
}
