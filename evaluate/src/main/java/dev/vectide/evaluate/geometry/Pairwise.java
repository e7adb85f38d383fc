package dev.vectide.evaluate.geometry;

import dev.vectide.evaluate.vector.InnerProducts;
import dev.vectide.evaluate.vector.TopK;
import dev.vectide.evaluate.vector.Vectors;
import java.util.Arrays;

/**
 * What all pairs of some vectors, made unit, say. Quadratic in their number.
 *
 * @param n vectors
 * @param meanCosine over pairs of different ones
 * @param cosineSd of the same
 * @param uniformity ln of the mean of exp(−2‖x − y‖²) over the same (Wang and Isola 2020)
 * @param hubSkew skewness of the number of times that a vector is among the ten nearest of another (Radovanović et al. 2010)
 * @param largestHub the largest such number
 * @param orphans share of vectors that are among nobody's nearest
 */
public record Pairwise(
        int n, double meanCosine, double cosineSd, double uniformity, double hubSkew, int largestHub, double orphans) {
    private static final int NEIGHBOURS = 10;

    /** Of at least two vectors. */
    public static Pairwise of(Vectors vectors) {
        Vectors units = vectors.units();
        int n = units.size();
        double[] sums = new double[n];
        double[] squares = new double[n];
        double[] kernels = new double[n];
        int[][] nearest = new int[n][];
        int[] order = TopK.inOrder(n);
        new InnerProducts(units).forEach(units, (i, products) -> {
            for (int j = 0; j < n; j++) {
                if (j != i) {
                    sums[i] += products[j];
                    squares[i] += products[j] * products[j];
                    kernels[i] += Math.exp(4 * products[j] - 4);
                }
            }
            nearest[i] = TopK.of(products, order, Math.min(NEIGHBOURS, n - 1), i);
        });
        double pairs = (double) n * (n - 1);
        double mean = Arrays.stream(sums).sum() / pairs;
        double sd = Math.sqrt(Math.max(0, Arrays.stream(squares).sum() / pairs - mean * mean));
        int[] occurrences = new int[n];
        for (int[] list : nearest) {
            for (int neighbour : list) {
                occurrences[neighbour]++;
            }
        }
        return new Pairwise(
                n,
                mean,
                sd,
                Math.log(Arrays.stream(kernels).sum() / pairs),
                skewness(occurrences),
                Arrays.stream(occurrences).max().orElse(0),
                (double) Arrays.stream(occurrences).filter(count -> count == 0).count() / n);
    }

    /** E(N − N̄)³ / sd³, by n; 0 where all are equal. */
    static double skewness(int[] counts) {
        double mean = Arrays.stream(counts).average().orElse(0);
        double second = 0;
        double third = 0;
        for (int count : counts) {
            double off = count - mean;
            second += off * off / counts.length;
            third += off * off * off / counts.length;
        }
        return second == 0 ? 0 : third / Math.pow(second, 1.5);
    }
}
