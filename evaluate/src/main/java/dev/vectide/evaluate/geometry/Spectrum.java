package dev.vectide.evaluate.geometry;

import dev.vectide.evaluate.vector.Vectors;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * In how many directions vectors vary: figures of the eigenvalues λ₁ ≥ λ₂ ≥ … of their covariance C (n − 1), and of the
 * singular values σ of the uncentred matrix. All depend on n: compare them at equal n only, and at n ≥ 5d for a bias below 3 %.
 *
 * @param trace Σλ
 * @param participationRatio (Σλ)² / Σλ² (Gao et al. 2017); the IsoScore is (this − 1) / (d − 1)
 * @param isoScore of Rudman et al. 2022
 * @param effectiveRank exp(−Σ p ln p), p = λ / Σλ (Roy and Vetterli 2007, on eigenvalues)
 * @param rankMe exp(−Σ p ln p), p = σ / Σσ + 10⁻⁷ (Garrido et al. 2023)
 * @param stableRank Σλ / λ₁
 * @param alpha minus the slope of ln λ on ln of the place, over places 10 to d/2 (Agrawal et al. 2022)
 * @param deadDimensions with less than a hundredth of the mean variance of a dimension
 */
public record Spectrum(
        double trace,
        double participationRatio,
        double isoScore,
        double effectiveRank,
        double rankMe,
        double stableRank,
        double alpha,
        int deadDimensions) {
    private static final double RANKME_EPSILON = 1e-7;
    private static final double DEAD = 0.01;
    private static final int FIRST_PLACE = 10;

    /** Of at least two vectors. */
    public static Spectrum of(Vectors vectors) {
        int d = vectors.dimension();
        double[] moments = moments(vectors);
        double[] covariance = covariance(vectors, moments);
        double[] values = eigenvalues(covariance, d);
        double trace = Arrays.stream(values).sum();
        double ratio = trace * trace / Arrays.stream(values).map(value -> value * value).sum();
        double[] singular = Arrays.stream(eigenvalues(moments, d)).map(Math::sqrt).toArray();
        long dead = IntStream.range(0, d)
                .filter(j -> covariance[j * d + j] < DEAD * trace / d)
                .count();
        return new Spectrum(
                trace,
                ratio,
                (ratio - 1) / (d - 1),
                Math.exp(entropy(values, 0)),
                Math.exp(entropy(singular, RANKME_EPSILON)),
                trace / values[0],
                alpha(values),
                (int) dead);
    }

    /** XᵀX, row-major. */
    private static double[] moments(Vectors vectors) {
        int d = vectors.dimension();
        double[][] gram = gram(vectors);
        double[] moments = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                moments[i * d + j] = gram[Math.min(i, j)][Math.max(i, j)];
            }
        }
        return moments;
    }

    static double[] covariance(Vectors vectors) {
        return covariance(vectors, moments(vectors));
    }

    private static double[] covariance(Vectors vectors, double[] moments) {
        int n = vectors.size();
        int d = vectors.dimension();
        double[] mean = vectors.mean();
        double[] covariance = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                covariance[i * d + j] = (moments[i * d + j] - n * mean[i] * mean[j]) / (n - 1);
            }
        }
        return covariance;
    }

    /** The upper triangle of XᵀX, a row a task; each row adds the vectors in their order. */
    private static double[][] gram(Vectors vectors) {
        int d = vectors.dimension();
        double[][] gram = new double[d][];
        IntStream.range(0, d).parallel().forEach(i -> {
            double[] row = new double[d];
            for (int v = 0; v < vectors.size(); v++) {
                float[] vector = vectors.row(v);
                double factor = vector[i];
                for (int j = i; j < d; j++) {
                    row[j] += factor * vector[j];
                }
            }
            gram[i] = row;
        });
        return gram;
    }

    /** Largest first; rounding errors below zero become zero. */
    private static double[] eigenvalues(double[] symmetric, int d) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, false, true);
        if (!eigen.decompose(new DMatrixRMaj(d, d, true, symmetric.clone()))) {
            throw new IllegalStateException("the eigenvalues of a symmetric matrix of size " + d + " did not converge");
        }
        double[] negated = IntStream.range(0, d)
                .mapToDouble(i -> -Math.max(0, eigen.getEigenvalue(i).getReal()))
                .sorted()
                .toArray();
        return Arrays.stream(negated).map(value -> -value).toArray();
    }

    private static double entropy(double[] values, double epsilon) {
        double total = Arrays.stream(values).sum();
        double entropy = 0;
        for (double value : values) {
            double p = value / total + epsilon;
            if (p > 0) {
                entropy -= p * Math.log(p);
            }
        }
        return entropy;
    }

    /** NaN with fewer than two positive eigenvalues there. */
    private static double alpha(double[] values) {
        double[] places = IntStream.rangeClosed(FIRST_PLACE, values.length / 2)
                .filter(place -> values[place - 1] > 0)
                .mapToDouble(Math::log)
                .toArray();
        double[] logs = Arrays.stream(places).map(place -> Math.log(values[(int) Math.round(Math.exp(place)) - 1])).toArray();
        double meanPlace = Arrays.stream(places).average().orElse(0);
        double meanLog = Arrays.stream(logs).average().orElse(0);
        double xy = 0;
        double xx = 0;
        for (int i = 0; i < places.length; i++) {
            xy += (places[i] - meanPlace) * (logs[i] - meanLog);
            xx += (places[i] - meanPlace) * (places[i] - meanPlace);
        }
        return -xy / xx;
    }
}
