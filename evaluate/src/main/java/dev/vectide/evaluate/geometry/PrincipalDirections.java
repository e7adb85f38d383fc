package dev.vectide.evaluate.geometry;

import dev.vectide.evaluate.vector.Vectors;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The eigenvectors of the covariance of some vectors, by the variance along them, largest first. Signs are fixed: the largest
 * component of each is positive, so that the same vectors are drawn the same way.
 */
public final class PrincipalDirections {
    private final double[] mean;
    private final List<Double> shares;
    private final double[][] directions;

    private PrincipalDirections(double[] mean, List<Double> shares, double[][] directions) {
        this.mean = mean;
        this.shares = shares;
        this.directions = directions;
    }

    /** Of at least two vectors, not all equal. */
    public static PrincipalDirections of(Vectors vectors) {
        int d = vectors.dimension();
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
        if (!eigen.decompose(new DMatrixRMaj(d, d, true, Spectrum.covariance(vectors)))) {
            throw new IllegalStateException("the eigenvectors of a symmetric matrix of size " + d + " did not converge");
        }
        int[] order = IntStream.range(0, d)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal()))
                .mapToInt(Integer::intValue)
                .toArray();
        double total = IntStream.of(order).mapToDouble(i -> variance(eigen, i)).sum();
        List<Double> shares =
                IntStream.of(order).mapToObj(i -> total == 0 ? 0 : variance(eigen, i) / total).toList();
        double[][] directions = IntStream.of(order)
                .mapToObj(i -> signed(eigen.getEigenVector(i).getData().clone()))
                .toArray(double[][]::new);
        return new PrincipalDirections(vectors.mean(), shares, directions);
    }

    private static double variance(EigenDecomposition_F64<DMatrixRMaj> eigen, int i) {
        return Math.max(0, eigen.getEigenvalue(i).getReal());
    }

    private static double[] signed(double[] direction) {
        double largest = 0;
        for (double value : direction) {
            largest = Math.abs(value) > Math.abs(largest) ? value : largest;
        }
        for (int i = 0; largest < 0 && i < direction.length; i++) {
            direction[i] = -direction[i];
        }
        return direction;
    }

    /** Of the variance, by direction. */
    public List<Double> shares() {
        return shares;
    }

    /** u · (x − μ), u the direction at {@code place} from 0. */
    public double along(int place, float[] vector) {
        double sum = 0;
        for (int j = 0; j < vector.length; j++) {
            sum += directions[place][j] * (vector[j] - mean[j]);
        }
        return sum;
    }
}
