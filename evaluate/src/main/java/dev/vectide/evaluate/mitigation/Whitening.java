package dev.vectide.evaluate.mitigation;

import dev.vectide.core.transform.VectorMap;
import dev.vectide.evaluate.geometry.Eigen;

/**
 * U Λ^(−β/2) Uᵀ (x − μ), with C = U Λ Uᵀ the covariance after {@link Shrinkage}: directions of much variance are made
 * shorter, others longer, with no rotation (ZCA; Su et al. 2021 whiten sentence vectors). β = 1 makes all variances equal, less
 * does half of the way, 0 is centring.
 */
public final class Whitening implements Transform {
    /** Variances below this share of the largest are rounding. */
    private static final double ROUNDING = 1e-10;

    private final VectorMap map;

    Whitening(double[] mean, double[][] matrix) {
        this.map = new VectorMap(VectorMap.Kind.WHITENING, TransformCodec.behind(mean, matrix));
    }

    /**
     * @param strength β, 0 to 1
     * @throws IllegalArgumentException if directions without variance are left, which only a shrinkage above 0 mends
     */
    public static Whitening fit(float[][] vectors, double strength, Shrinkage shrinkage) {
        if (!(strength >= 0 && strength <= 1)) {
            throw new IllegalArgumentException("a strength of " + strength + ": expected 0 to 1");
        }
        Moments moments = Moments.of(vectors);
        int d = moments.dimension();
        Eigen eigen = Eigen.of(moments.covariance(), d);
        double[] variances = shrunk(eigen.values(), shrinkage.rho(vectors));
        if (strength > 0) {
            requireVariance(variances, vectors.length);
        }
        return new Whitening(moments.mean(), matrix(eigen.vectors(), variances, strength));
    }

    private static double[] shrunk(double[] variances, double rho) {
        double trace = 0;
        for (double variance : variances) {
            trace += Math.max(0, variance);
        }
        double[] shrunk = new double[variances.length];
        for (int i = 0; i < shrunk.length; i++) {
            shrunk[i] = (1 - rho) * Math.max(0, variances[i]) + rho * trace / variances.length;
        }
        return shrunk;
    }

    private static void requireVariance(double[] variances, int n) {
        int rank = 0;
        while (rank < variances.length && variances[rank] > ROUNDING * variances[0]) {
            rank++;
        }
        if (rank < variances.length) {
            throw new IllegalArgumentException("the covariance of " + n + " vectors has rank " + rank + " of "
                    + variances.length + ": whitening needs more vectors or a shrinkage above 0");
        }
    }

    private static double[][] matrix(double[][] directions, double[] variances, double strength) {
        int d = variances.length;
        double[] rows = new double[d * d];
        double[] scaled = new double[d * d];
        for (int i = 0; i < d; i++) {
            double factor = strength == 0 ? 1 : Math.pow(variances[i], -strength / 2);
            for (int j = 0; j < d; j++) {
                rows[i * d + j] = directions[i][j];
                scaled[i * d + j] = factor * directions[i][j];
            }
        }
        double[] product = Products.of(Products.transposed(rows, d, d), d, d, scaled, d);
        double[][] matrix = new double[d][d];
        for (int i = 0; i < d; i++) {
            System.arraycopy(product, i * d, matrix[i], 0, d);
        }
        return matrix;
    }

    @Override
    public String name() {
        return "whitening";
    }

    @Override
    public VectorMap map() {
        return map;
    }
}
