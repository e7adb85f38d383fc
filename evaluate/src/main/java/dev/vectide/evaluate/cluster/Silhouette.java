package dev.vectide.evaluate.cluster;

import dev.vectide.evaluate.vector.InnerProducts;
import dev.vectide.evaluate.vector.Vectors;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Mean silhouette (b − a) / max(a, b) of grouped vectors (Rousseeuw 1987): a the mean distance to the others of the own group,
 * b the least mean distance to another one. Who is alone in his group counts 0. Quadratic in the number of vectors.
 *
 * @param cosine with 1 − cos
 * @param euclidean with the Euclidean distance, of vectors as they are
 */
public record Silhouette(double cosine, double euclidean) {

    /** @param groups of the vectors, from 0; at least two */
    public static Silhouette of(Vectors vectors, int[] groups) {
        Vectors units = vectors.units();
        double[] cosine = new double[groups.length];
        double[] euclidean = new double[groups.length];
        int count = Arrays.stream(groups).max().orElse(0) + 1;
        int[] sizes = new int[count];
        for (int group : groups) {
            sizes[group]++;
        }
        new InnerProducts(units).forEach(units, (i, products) ->
                cosine[i] = one(i, groups, sizes, j -> 1 - products[j]));
        InnerProducts all = new InnerProducts(vectors);
        double[] squares = IntStream.range(0, groups.length).mapToDouble(all::square).toArray();
        all.forEach(vectors, (i, products) -> euclidean[i] = one(i, groups, sizes, j ->
                Math.sqrt(Math.max(0, squares[i] + squares[j] - 2 * products[j]))));
        return new Silhouette(mean(cosine), mean(euclidean));
    }

    private interface ToOther {
        double distance(int other);
    }

    private static double one(int self, int[] groups, int[] sizes, ToOther to) {
        double[] sums = new double[sizes.length];
        for (int j = 0; j < groups.length; j++) {
            if (j != self) {
                sums[groups[j]] += to.distance(j);
            }
        }
        int own = groups[self];
        if (sizes[own] < 2) {
            return 0;
        }
        double a = sums[own] / (sizes[own] - 1);
        double b = Double.POSITIVE_INFINITY;
        for (int group = 0; group < sizes.length; group++) {
            if (group != own && sizes[group] > 0) {
                b = Math.min(b, sums[group] / sizes[group]);
            }
        }
        return Math.max(a, b) == 0 ? 0 : (b - a) / Math.max(a, b);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
