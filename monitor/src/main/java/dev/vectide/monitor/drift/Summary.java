package dev.vectide.monitor.drift;

import dev.vectide.monitor.stats.Moments;
import java.util.List;

/**
 * Sums of a sample of unit vectors: s = Σx, q = Σx², in double, in the order of the sample. Samples come in canonical
 * order, so equal samples give equal sums.
 */
final class Summary {
    private final long n;
    private final double[] s;
    private final double[] q;

    private Summary(long n, double[] s, double[] q) {
        this.n = n;
        this.s = s;
        this.q = q;
    }

    static Summary of(List<float[]> units) {
        int d = units.get(0).length;
        double[] s = new double[d];
        double[] q = new double[d];
        for (float[] unit : units) {
            for (int j = 0; j < d; j++) {
                double x = unit[j];
                s[j] += x;
                q[j] += x * x;
            }
        }
        return new Summary(units.size(), s, q);
    }

    /** The sums of what is in this sample and not in {@code part}, a part of it. */
    Summary without(Summary part) {
        double[] rest = s.clone();
        double[] restSquares = q.clone();
        for (int j = 0; j < rest.length; j++) {
            rest[j] -= part.s[j];
            restSquares[j] -= part.q[j];
        }
        return new Summary(n - part.n, rest, restSquares);
    }

    long n() {
        return n;
    }

    int dimension() {
        return s.length;
    }

    double mean(int j) {
        return s[j] / n;
    }

    /** 0 where it is rounding alone. */
    double variance(int j) {
        double variance = (q[j] - s[j] * s[j] / n) / (n - 1);
        return variance < Moments.ROUNDING ? 0 : variance;
    }

    double trace() {
        double trace = 0;
        for (int j = 0; j < s.length; j++) {
            trace += variance(j);
        }
        return trace;
    }

    double meanCosine() {
        double sum = 0;
        double own = 0;
        for (int j = 0; j < s.length; j++) {
            sum += s[j] * s[j];
            own += q[j];
        }
        return (sum - own) / ((double) n * (n - 1));
    }
}
