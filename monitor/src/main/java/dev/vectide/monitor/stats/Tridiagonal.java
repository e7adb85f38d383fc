package dev.vectide.monitor.stats;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.eig.symm.SymmetricQREigenHelper_DDRM;
import org.ejml.dense.row.decomposition.eig.symm.SymmetricQrAlgorithm_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.TridiagonalSimilarDecomposition_F64;

/**
 * A symmetric matrix in an orthonormal basis in which only its diagonal and the one beside it are not 0, and whose first
 * direction is a given one. What is added to the matrix along that direction is added to one number here: so a covariance and
 * the second moments about zero, which differ by the mean's, cost one reduction of d³ steps together.
 *
 * <p>Immutable.
 */
final class Tridiagonal {
    private final double[] diagonal;
    private final double[] beside;

    private Tridiagonal(double[] diagonal, double[] beside) {
        this.diagonal = diagonal;
        this.beside = beside;
    }

    /**
     * By Householder's reflections: the first takes {@code first} to an axis, the others leave that axis alone.
     *
     * @param symmetric d · d numbers, which are overwritten
     * @param first d numbers; where all are 0, the first direction is the first axis
     */
    static Tridiagonal of(double[] symmetric, double[] first) {
        int d = first.length;
        reflect(symmetric, first);
        double[] diagonal = new double[d];
        double[] beside = new double[Math.max(1, d - 1)];
        TridiagonalSimilarDecomposition_F64<DMatrixRMaj> reduction = DecompositionFactory_DDRM.tridiagonal(d);
        if (!reduction.decompose(DMatrixRMaj.wrap(d, d, symmetric))) {
            throw new IllegalStateException("a symmetric matrix of size " + d + " was not reduced");
        }
        reduction.getDiagonal(diagonal, beside);
        return new Tridiagonal(diagonal, beside);
    }

    /** A becomes HAH, where H = I − 2wwᵀ takes {@code first} to a multiple of the first axis. */
    private static void reflect(double[] a, double[] first) {
        int d = first.length;
        double[] w = first.clone();
        double norm = norm(w);
        if (norm == 0) {
            return;
        }
        w[0] += w[0] < 0 ? -norm : norm;
        double length = norm(w);
        for (int i = 0; i < d; i++) {
            w[i] /= length;
        }
        double[] q = new double[d];
        double along = 0;
        for (int i = 0; i < d; i++) {
            double sum = 0;
            for (int j = 0; j < d; j++) {
                sum += a[i * d + j] * w[j];
            }
            q[i] = sum;
            along += sum * w[i];
        }
        for (int i = 0; i < d; i++) {
            q[i] -= along * w[i];
        }
        for (int i = 0; i < d; i++) {
            double wi = 2 * w[i];
            double qi = 2 * q[i];
            for (int j = 0; j < d; j++) {
                a[i * d + j] -= wi * q[j] + qi * w[j];
            }
        }
    }

    private static double norm(double[] v) {
        double sum = 0;
        for (double x : v) {
            sum += x * x;
        }
        return Math.sqrt(sum);
    }

    /** The matrix times {@code factor}, and {@code more} along the first direction. */
    Tridiagonal timesAndFirst(double factor, double more) {
        double[] scaled = times(diagonal, factor);
        scaled[0] += more;
        return new Tridiagonal(scaled, times(beside, factor));
    }

    private static double[] times(double[] values, double factor) {
        double[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }

    /** Largest first; rounding errors below zero become zero. */
    double[] eigenvalues() {
        int d = diagonal.length;
        SymmetricQREigenHelper_DDRM helper = new SymmetricQREigenHelper_DDRM();
        SymmetricQrAlgorithm_DDRM algorithm = new SymmetricQrAlgorithm_DDRM(helper);
        if (!algorithm.process(d, diagonal.clone(), beside.clone())) {
            throw new IllegalStateException("the eigenvalues of a symmetric matrix of size " + d + " did not converge");
        }
        double[] ascending = new double[d];
        for (int i = 0; i < d; i++) {
            ascending[i] = Math.max(0, algorithm.getEigenvalue(i));
        }
        Arrays.sort(ascending);
        double[] values = new double[d];
        for (int i = 0; i < d; i++) {
            values[i] = ascending[d - 1 - i];
        }
        return values;
    }
}
