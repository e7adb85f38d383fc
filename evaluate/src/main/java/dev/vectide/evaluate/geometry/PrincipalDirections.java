package dev.vectide.evaluate.geometry;

import dev.vectide.evaluate.vector.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

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
        Eigen eigen = Eigen.of(Spectrum.covariance(vectors), vectors.dimension());
        double[] variances = Arrays.stream(eigen.values()).map(value -> Math.max(0, value)).toArray();
        double total = DoubleStream.of(variances).sum();
        List<Double> shares = DoubleStream.of(variances)
                .mapToObj(variance -> total == 0 ? 0 : variance / total)
                .toList();
        double[][] directions = Arrays.stream(eigen.vectors()).map(PrincipalDirections::signed).toArray(double[][]::new);
        return new PrincipalDirections(vectors.mean(), shares, directions);
    }

    /** In place. */
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
