package dev.vectide.monitor.stats;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The spectrum of a sample of n vectors of norm 1 in d dimensions: eigenvalues λ₁ ≥ λ₂ ≥ … of the sample covariance C
 * (n − 1), and of M = XᵀX.
 *
 * <ul>
 *   <li>participation ratio (Σλ)²/Σλ² (Gao et al. 2017); IsoScore (Rudman et al. 2022) = (PR − 1)/(d − 1)
 *   <li>effective rank exp(−Σ p ln p), p = λ/Σλ (Roy and Vetterli 2007, on eigenvalues)
 *   <li>RankMe exp(−Σ p ln p), p = σ/Σσ + 10⁻⁷, σ the singular values of the uncentred X (Garrido et al. 2023)
 *   <li>stable rank Σλ/λ₁ (centred)
 *   <li>α-ReQ: −slope of ln λ_i on ln i by least squares, i from 10 (or 1, below 40 dimensions) to d/2, where λ_i > 0
 *       (Agrawal et al. 2022)
 *   <li>standard deviation of the cosine over all pairs, from ‖M‖_F²
 * </ul>
 *
 * All depend on n: compare them at equal n only, and n ≥ 5d for a bias below 3 %. Ranks of equal vectors are NaN.
 *
 * <p>Not safe for use by several threads: the second spectrum is computed when first asked for.
 */
public final class Spectrum {
    private static final double RANKME_EPSILON = 1e-7;
    private static final int MANY_DIMENSIONS = 40;
    private static final int FIRST_RANK = 10;

    private final int n;
    private final double[] centred;
    /** M in the basis of {@link #centred}'s matrix, until its eigenvalues are asked for. */
    private @Nullable Tridiagonal moments;

    private double @Nullable [] uncentred;

    private Spectrum(int n, double[] centred, Tridiagonal moments) {
        this.n = n;
        this.centred = centred;
        this.moments = moments;
    }

    /** The spectrum of at least two vectors of one dimension, in the order given. */
    public static Spectrum of(List<float[]> units) {
        int n = units.size();
        if (n < 2) {
            throw new IllegalArgumentException("a spectrum of " + n + " vectors: at least 2 are needed");
        }
        int d = units.get(0).length;
        double[] sum = new double[d];
        for (float[] unit : units) {
            for (int j = 0; j < d; j++) {
                sum[j] += unit[j];
            }
        }
        double[][] covariance = gram(units, d);
        for (int i = 0; i < d; i++) {
            double[] row = covariance[i];
            for (int j = 0; j < d; j++) {
                row[j] = (row[j] - sum[i] * sum[j] / n) / (n - 1);
            }
        }
        // M = (n - 1) C + s sᵀ/n, and the first direction is that of s: M is as narrow in the same basis.
        Tridiagonal narrow = Tridiagonal.of(covariance, sum);
        return new Spectrum(
                n, varying(narrow.eigenvalues()), narrow.timesAndFirst(n - 1, sumOfSquares(sum) / n));
    }

    /** The rows of XᵀX. Four vectors a pass, so that the inner loop runs along a row of the result. */
    private static double[][] gram(List<float[]> units, int d) {
        double[][] gram = new double[d][d];
        int n = units.size();
        double[][] four = new double[4][d];
        for (int first = 0; first < n; first += 4) {
            for (int v = 0; v < 4; v++) {
                if (first + v < n) {
                    widen(units.get(first + v), four[v]);
                } else {
                    Arrays.fill(four[v], 0);
                }
            }
            for (int i = 0; i < d; i++) {
                addRow(gram[i], i, four[0], four[1], four[2], four[3]);
            }
        }
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < i; j++) {
                gram[i][j] = gram[j][i];
            }
        }
        return gram;
    }

    private static void widen(float[] unit, double[] to) {
        for (int j = 0; j < to.length; j++) {
            to[j] = unit[j];
        }
    }

    private static void addRow(double[] row, int i, double[] a, double[] b, double[] c, double[] e) {
        double ai = a[i];
        double bi = b[i];
        double ci = c[i];
        double ei = e[i];
        for (int j = i; j < row.length; j++) {
            row[j] += ai * a[j] + bi * b[j] + ci * c[j] + ei * e[j];
        }
    }

    /** Variances below 10^-12 are 0, as in {@link Moments}. */
    private static double[] varying(double[] variances) {
        for (int i = 0; i < variances.length; i++) {
            variances[i] = variances[i] < Moments.ROUNDING ? 0 : variances[i];
        }
        return variances;
    }

    private double[] uncentred() {
        double[] known = uncentred;
        Tridiagonal matrix = moments;
        if (known == null) {
            if (matrix == null) {
                throw new IllegalStateException("neither the second moments nor their eigenvalues are there");
            }
            known = matrix.eigenvalues();
            uncentred = known;
            moments = null;
        }
        return known;
    }

    public int n() {
        return n;
    }

    public int dimension() {
        return centred.length;
    }

    /** Trace of the covariance. */
    public double trace() {
        return sum(centred, 0, centred.length);
    }

    public double participationRatio() {
        double trace = trace();
        return trace * trace / sumOfSquares(centred);
    }

    public double isoScore() {
        return (participationRatio() - 1) / (dimension() - 1);
    }

    public double effectiveRank() {
        return Math.exp(entropy(centred, 0));
    }

    public double rankMe() {
        double[] singular = uncentred().clone();
        for (int i = 0; i < singular.length; i++) {
            singular[i] = Math.sqrt(singular[i]);
        }
        return Math.exp(entropy(singular, RANKME_EPSILON));
    }

    public double stableRank() {
        return trace() / centred[0];
    }

    /** The exponent of the eigenvalues' decay; NaN where fewer than two of them are above 0. */
    public double alphaReq() {
        int d = dimension();
        double[] sums = new double[4];
        int count = 0;
        for (int i = d < MANY_DIMENSIONS ? 1 : FIRST_RANK; i <= d / 2; i++) {
            if (centred[i - 1] > 0) {
                double x = Math.log(i);
                double y = Math.log(centred[i - 1]);
                sums[0] += x;
                sums[1] += y;
                sums[2] += x * x;
                sums[3] += x * y;
                count++;
            }
        }
        return count < 2
                ? Double.NaN
                : -(count * sums[3] - sums[0] * sums[1]) / (count * sums[2] - sums[0] * sums[0]);
    }

    /** Standard deviation of the cosine over all pairs of different vectors. */
    public double cosineSd() {
        double pairs = (double) n * (n - 1);
        double[] uncentred = uncentred();
        double trace = sum(uncentred, 0, uncentred.length);
        double sumNorm = trace - (n - 1) * trace();
        double first = (n * sumNorm - trace) / pairs;
        double second = (sumOfSquares(uncentred) - n) / pairs;
        return Math.sqrt(Math.max(0, second - first * first));
    }

    /** Variance in the weaker half of the first {@code rank} directions. */
    public double tailVariance(int rank) {
        return sum(centred, rank / 2, rank);
    }

    /**
     * How many of the first {@code rank} directions, ordered by variance in either, hold less than {@code share} of the
     * variance that the same place holds in {@code reference}, a spectrum of as many vectors.
     */
    public int directionsBelow(double share, Spectrum reference, int rank) {
        int lost = 0;
        for (int i = 0; i < Math.min(rank, n - 1); i++) {
            if (centred[i] < share * reference.centred[i]) {
                lost++;
            }
        }
        return lost;
    }

    private static double entropy(double[] values, double epsilon) {
        double total = sum(values, 0, values.length);
        double entropy = total > 0 ? 0 : Double.NaN;
        for (double value : values) {
            double p = value / total + epsilon;
            if (p > 0) {
                entropy -= p * Math.log(p);
            }
        }
        return entropy;
    }

    private static double sum(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum;
    }

    private static double sumOfSquares(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }
}
