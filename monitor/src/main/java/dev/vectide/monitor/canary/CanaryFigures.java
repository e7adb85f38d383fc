package dev.vectide.monitor.canary;

import dev.vectide.core.canary.CanaryRound;
import dev.vectide.core.vector.FloatVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How far a round is from the reference. Cosines are of the two vectors of one text, in double; a vector that is zero or
 * holds what is no number has cosine 0.
 *
 * @param meanCosine over the texts
 * @param minCosine of the text that moved most
 * @param overlap mean share of a text's {@value #NEIGHBOURS} nearest among the others that it still has
 * @param cosines by text
 */
public record CanaryFigures(double meanCosine, double minCosine, double overlap, List<Double> cosines) {
    static final int NEIGHBOURS = 10;
    /** The vectors are the same but for rounding: what another device or a graph in half precision still reaches. */
    private static final double SAME_MEAN = 0.999;

    private static final double SAME_MIN = 0.99;
    private static final double SAME_OVERLAP = 0.98;
    /** Below it searches find other documents than they did. */
    private static final double OTHER_OVERLAP = 0.9;

    /** @throws IllegalArgumentException if the two are not of the same texts, or of another dimension */
    public static CanaryFigures of(CanaryRound reference, CanaryRound round) {
        if (!reference.texts().equals(round.texts())) {
            throw new IllegalArgumentException("rounds of different texts");
        }
        double[][] before = units(reference.vectors());
        double[][] now = units(round.vectors());
        if (before[0].length != now[0].length) {
            throw new IllegalArgumentException("dimension " + now[0].length + " where the reference has " + before[0].length);
        }
        List<Double> cosines = new ArrayList<>(before.length);
        double kept = 0;
        for (int i = 0; i < before.length; i++) {
            cosines.add(dot(before[i], now[i]));
            kept += kept(before, now, i);
        }
        return new CanaryFigures(
                cosines.stream().mapToDouble(Double::doubleValue).average().orElseThrow(),
                cosines.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
                kept / before.length,
                List.copyOf(cosines));
    }

    /** Whether the encoder does what it did. */
    public boolean isSame() {
        return meanCosine >= SAME_MEAN && minCosine >= SAME_MIN && overlap >= SAME_OVERLAP;
    }

    /** Whether it is so far from it that searches find something else. */
    public boolean isOther() {
        return overlap < OTHER_OVERLAP;
    }

    /** The texts that moved most, the worst first, by number. */
    public List<Integer> moved(int most) {
        return java.util.stream.IntStream.range(0, cosines.size())
                .boxed()
                .sorted(java.util.Comparator.comparing(cosines::get))
                .limit(most)
                .toList();
    }

    private static double kept(double[][] before, double[][] now, int text) {
        int wanted = Math.min(NEIGHBOURS, before.length - 1);
        if (wanted == 0) {
            return 1;
        }
        Set<Integer> neighbours = new HashSet<>(nearest(before, text, wanted));
        neighbours.retainAll(nearest(now, text, wanted));
        return neighbours.size() / (double) wanted;
    }

    /** Among equal ones the first. */
    private static List<Integer> nearest(double[][] units, int text, int wanted) {
        double[] cosines = new double[units.length];
        Integer[] order = new Integer[units.length];
        for (int i = 0; i < units.length; i++) {
            cosines[i] = i == text ? Double.NEGATIVE_INFINITY : dot(units[text], units[i]);
            order[i] = i;
        }
        Arrays.sort(order, java.util.Comparator.comparingDouble((Integer i) -> cosines[i]).reversed());
        return List.of(order).subList(0, wanted);
    }

    private static double[][] units(List<FloatVector> vectors) {
        return vectors.stream().map(CanaryFigures::unit).toArray(double[][]::new);
    }

    private static double[] unit(FloatVector vector) {
        double norm = vector.norm();
        double[] unit = new double[vector.dimension()];
        if (vector.isFinite() && norm > 0) {
            for (int j = 0; j < unit.length; j++) {
                unit[j] = vector.get(j) / norm;
            }
        }
        return unit;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
