package dev.vectide.monitor.stats;

import java.util.Arrays;
import org.ejml.dense.row.decomposition.eig.symm.SymmetricQREigenHelper_DDRM;
import org.ejml.dense.row.decomposition.eig.symm.SymmetricQrAlgorithm_DDRM;

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
     * @param rows d rows of d numbers, symmetric; they are overwritten. Rows, as the compiler does many numbers of a loop at a time
     *     only where all of its arrays have the same index
     * @param first d numbers; where all are 0, the first direction is the first axis
     */
    static Tridiagonal of(double[][] rows, double[] first) {
        reflect(rows, first);
        Reduction reduction = new Reduction(rows);
        reduction.run();
        return new Tridiagonal(reduction.diagonal, reduction.beside);
    }

    /** A becomes HAH, where H = I − 2wwᵀ takes {@code first} to a multiple of the first axis. */
    private static void reflect(double[][] rows, double[] first) {
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
        for (int i = 0; i < d; i++) {
            addTimes(q, rows[i], w[i], 0);
        }
        double along = dot(q, w, 0);
        for (int i = 0; i < d; i++) {
            q[i] -= along * w[i];
        }
        for (int i = 0; i < d; i++) {
            update(rows[i], w, 2 * q[i], q, 2 * w[i], 0);
        }
    }

    /**
     * The reduction, column after column: A ← A − vwᵀ − wvᵀ, with v the column's reflection and w = βAv − (β²vᵀAv/2)v, β = 2/vᵀv
     * (Golub and Van Loan, section 8.3.1). The product of the next column's reflection is taken while the rows change, so that
     * the matrix goes through the caches once a column.
     */
    private static final class Reduction {
        private final double[][] rows;
        private final int d;
        final double[] diagonal;
        final double[] beside;
        /** Of this column: the reflection, from the place behind the diagonal on. */
        private double[] v;

        private double[] next;
        /** Av. */
        private double[] product;

        private double[] nextProduct;
        private final double[] w;

        Reduction(double[][] rows) {
            this.rows = rows;
            this.d = rows.length;
            this.diagonal = new double[d];
            this.beside = new double[Math.max(1, d - 1)];
            this.v = new double[d];
            this.next = new double[d];
            this.product = new double[d];
            this.nextProduct = new double[d];
            this.w = new double[d];
        }

        void run() {
            diagonal[0] = rows[0][0];
            if (d == 1) {
                return;
            }
            beside[0] = reflection(rows[0], 1, v);
            for (int i = 1; i < d; i++) {
                addTimes(product, rows[i], v[i], 1);
            }
            for (int k = 1; k < d; k++) {
                column(k);
            }
        }

        /** Column k is still to be changed by the reflection of the one before, and the rows behind it with it. */
        private void column(int k) {
            double squares = dot(v, v, k);
            double beta = squares > 0 ? 2 / squares : 0;
            double half = beta * beta * dot(product, v, k) / 2;
            for (int j = k; j < d; j++) {
                w[j] = beta * product[j] - half * v[j];
            }
            update(rows[k], v, w[k], w, v[k], k);
            diagonal[k] = rows[k][k];
            if (k + 1 == d) {
                return;
            }
            beside[k] = reflection(rows[k], k + 1, next);
            Arrays.fill(nextProduct, k + 1, d, 0);
            for (int i = k + 1; i < d; i++) {
                updateAndAdd(rows[i], v, w[i], w, v[i], nextProduct, next[i], k + 1);
            }
            double[] spare = v;
            v = next;
            next = spare;
            spare = product;
            product = nextProduct;
            nextProduct = spare;
        }

        /** Writes the reflection that leaves of {@code row} from {@code from} on only its first number, which it answers. */
        private double reflection(double[] row, int from, double[] reflection) {
            System.arraycopy(row, from, reflection, from, d - from);
            if (from + 1 == d) {
                reflection[from] = 0; // One number is as it has to be.
                return row[from];
            }
            double norm = Math.sqrt(dot(row, row, from));
            double left = row[from] > 0 ? -norm : norm;
            reflection[from] -= left;
            return left;
        }
    }

    private static double dot(double[] a, double[] b, int from) {
        double even = 0;
        double odd = 0;
        int j = from;
        for (; j + 1 < a.length; j += 2) {
            even += a[j] * b[j];
            odd += a[j + 1] * b[j + 1];
        }
        return j < a.length ? even + odd + a[j] * b[j] : even + odd;
    }

    private static void addTimes(double[] sum, double[] row, double factor, int from) {
        for (int j = from; j < sum.length; j++) {
            sum[j] += factor * row[j];
        }
    }

    /** row − fa − gb. */
    private static void update(double[] row, double[] a, double f, double[] b, double g, int from) {
        for (int j = from; j < row.length; j++) {
            row[j] -= f * a[j] + g * b[j];
        }
    }

    /** {@link #update}, and the new row times {@code factor} into {@code sum}. */
    private static void updateAndAdd(
            double[] row, double[] a, double f, double[] b, double g, double[] sum, double factor, int from) {
        for (int j = from; j < row.length; j++) {
            double changed = row[j] - (f * a[j] + g * b[j]);
            row[j] = changed;
            sum[j] += factor * changed;
        }
    }

    private static double norm(double[] v) {
        return Math.sqrt(dot(v, v, 0));
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
