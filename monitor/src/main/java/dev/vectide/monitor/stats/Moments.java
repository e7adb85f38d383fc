package dev.vectide.monitor.stats;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * First and second moments per dimension of L2-normalised vectors, with counts of the vectors that have no direction.
 *
 * <p>The sums are {@link ExactSums} on a grid of 2^-44, about zero: a shift, which sums of rounded doubles would need
 * against cancellation, gains nothing, for the sums are exact. With s = Σx, q = Σx² per dimension:
 *
 * <ul>
 *   <li>variance_j = (q_j − s_j²/n)/(n − 1); trace = Σ_j variance_j
 *   <li>mean pairwise cosine m₁ = (‖s‖² − Σ_j q_j)/(n(n − 1)), exact over all pairs
 * </ul>
 */
public final class Moments {
    private static final int GRID = 44;
    private static final int UNIT_BITS = 1;
    private static final int NORM_GRID = 24;
    private static final int NORM_BITS = 30;
    private static final double LARGEST_NORM = 1 << 15;
    private static final double NORM_TOLERANCE = 1e-3;
    /** A variance below, or a difference of means or cosines, is what rounding leaves of none. */
    public static final double ROUNDING = 1e-12;

    private @Nullable ExactSums sums;
    private @Nullable ExactSums squares;
    private ExactSums norms = new ExactSums(2, NORM_GRID, NORM_BITS);
    /** The vector that came last, at norm 1. */
    private float[] unit = {};

    private long n;
    private long nonFinite;
    private long zeroNorm;
    private long offNorm;
    private long otherDimension;

    /**
     * Takes in a vector as it came; returns it at norm 1, in an array that holds the next one then, or null where it is counted
     * as unusable.
     */
    public float @Nullable [] add(float[] vector) {
        double norm = Units.norm(vector);
        if (!Double.isFinite(norm)) {
            nonFinite++;
            return null;
        }
        if (norm == 0) {
            zeroNorm++;
            return null;
        }
        if (sums != null && sums.size() != vector.length) {
            otherDimension++;
            return null;
        }
        if (unit.length != vector.length) {
            unit = new float[vector.length];
        }
        Units.divide(vector, norm, unit);
        addUnit(unit);
        addNorm(norm);
        return unit;
    }

    private void addUnit(float[] unit) {
        ExactSums s = sums == null ? grid(unit.length) : sums;
        ExactSums q = squares == null ? grid(unit.length) : squares;
        sums = s;
        squares = q;
        s.beginTerms();
        q.beginTerms();
        for (int j = 0; j < unit.length; j++) {
            double x = unit[j];
            s.add(j, x);
            q.add(j, x * x);
        }
        n++;
    }

    private void addNorm(double norm) {
        double bounded = Math.min(norm, LARGEST_NORM);
        norms.beginTerms();
        norms.add(0, bounded);
        norms.add(1, bounded * bounded);
        if (Math.abs(norm - 1) > NORM_TOLERANCE) {
            offNorm++;
        }
    }

    private static ExactSums grid(int dimension) {
        return new ExactSums(dimension, GRID, UNIT_BITS);
    }

    public void merge(Moments other) {
        if (other.sums != null && other.squares != null) {
            if (sums == null || squares == null) {
                sums = grid(other.sums.size());
                squares = grid(other.sums.size());
            }
            if (sums.size() == other.sums.size()) {
                sums.merge(other.sums);
                squares.merge(other.squares);
                norms.merge(other.norms);
                n += other.n;
                offNorm += other.offNorm;
            } else {
                otherDimension += other.n;
            }
        }
        nonFinite += other.nonFinite;
        zeroNorm += other.zeroNorm;
        otherDimension += other.otherDimension;
    }

    /** Vectors in the sums. */
    public long n() {
        return n;
    }

    public long nonFinite() {
        return nonFinite;
    }

    public long zeroNorm() {
        return zeroNorm;
    }

    /** Vectors in the sums whose norm was further than 10^-3 from 1. */
    public long offNorm() {
        return offNorm;
    }

    /** Vectors left out: not finite, of norm 0, or of another dimension than the first. */
    public long unusable() {
        return nonFinite + zeroNorm + otherDimension;
    }

    /** 0 while nothing is in the sums. */
    public int dimension() {
        return sums == null ? 0 : sums.size();
    }

    public double mean(int j) {
        return sums == null ? Double.NaN : sums.get(j) / n;
    }

    public double[] mean() {
        double[] mean = new double[dimension()];
        for (int j = 0; j < mean.length; j++) {
            mean[j] = mean(j);
        }
        return mean;
    }

    /** Sample variance of one dimension, 0 below 10^-12; NaN for less than two vectors. */
    public double variance(int j) {
        if (sums == null || squares == null || n < 2) {
            return Double.NaN;
        }
        double s = sums.get(j);
        double variance = (squares.get(j) - s * s / n) / (n - 1);
        return variance < ROUNDING ? 0 : variance;
    }

    public double[] variance() {
        double[] variance = new double[dimension()];
        for (int j = 0; j < variance.length; j++) {
            variance[j] = variance(j);
        }
        return variance;
    }

    /** Trace of the sample covariance. */
    public double trace() {
        double trace = n < 2 ? Double.NaN : 0;
        for (int j = 0; j < dimension(); j++) {
            trace += variance(j);
        }
        return trace;
    }

    /** Mean cosine over all pairs of different vectors; NaN for less than two. */
    public double meanCosine() {
        if (sums == null || squares == null || n < 2) {
            return Double.NaN;
        }
        double sumNorm = 0;
        double own = 0;
        for (int j = 0; j < dimension(); j++) {
            double s = sums.get(j);
            sumNorm += s * s;
            own += squares.get(j);
        }
        return (sumNorm - own) / ((double) n * (n - 1));
    }

    public double normMean() {
        return n == 0 ? Double.NaN : norms.get(0) / n;
    }

    /** Standard deviation of the norm as it came; its square is exact to 2^-23 (1 + norm). */
    public double normSd() {
        if (n < 2) {
            return Double.NaN;
        }
        double sum = norms.get(0);
        return Math.sqrt(Math.max(0, (norms.get(1) - sum * sum / n) / (n - 1)));
    }

    public void write(DataOutput out) throws IOException {
        out.writeLong(n);
        out.writeLong(nonFinite);
        out.writeLong(zeroNorm);
        out.writeLong(offNorm);
        out.writeLong(otherDimension);
        norms.write(out);
        out.writeBoolean(sums != null);
        if (sums != null && squares != null) {
            sums.write(out);
            squares.write(out);
        }
    }

    public static Moments read(DataInput in) throws IOException {
        Moments moments = new Moments();
        moments.n = in.readLong();
        moments.nonFinite = in.readLong();
        moments.zeroNorm = in.readLong();
        moments.offNorm = in.readLong();
        moments.otherDimension = in.readLong();
        moments.norms = ExactSums.read(in, NORM_GRID, NORM_BITS);
        if (in.readBoolean()) {
            moments.sums = ExactSums.read(in, GRID, UNIT_BITS);
            moments.squares = ExactSums.read(in, GRID, UNIT_BITS);
        }
        return moments;
    }
}
