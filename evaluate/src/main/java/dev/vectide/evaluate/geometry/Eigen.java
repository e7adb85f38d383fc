package dev.vectide.evaluate.geometry;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Eigenvalues λ₁ ≥ λ₂ ≥ … of a symmetric matrix, each with a vector of norm 1, whose sign is arbitrary.
 *
 * <p>Immutable as long as no one writes to what it gives.
 */
public final class Eigen {
    private final double[] values;
    private final double[][] vectors;

    private Eigen(double[] values, double[][] vectors) {
        this.values = values;
        this.vectors = vectors;
    }

    /** @param symmetric row-major, [{@code d}, {@code d}] */
    public static Eigen of(double[] symmetric, int d) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
        if (!eigen.decompose(new DMatrixRMaj(d, d, true, symmetric.clone()))) {
            throw new IllegalStateException("the eigenvalues of a symmetric matrix of size " + d + " did not converge");
        }
        int[] order = IntStream.range(0, d)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal()))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] values = new double[d];
        double[][] vectors = new double[d][];
        for (int i = 0; i < d; i++) {
            values[i] = eigen.getEigenvalue(order[i]).getReal();
            vectors[i] = eigen.getEigenVector(order[i]).getData().clone();
        }
        return new Eigen(values, vectors);
    }

    /** Not a copy. */
    public double[] values() {
        return values;
    }

    /** One a row; not a copy. */
    public double[][] vectors() {
        return vectors;
    }
}
