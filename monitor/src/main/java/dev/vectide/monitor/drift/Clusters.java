package dev.vectide.monitor.drift;

import dev.vectide.monitor.nearest.PanelKernel;
import dev.vectide.monitor.stats.StateBytes;
import dev.vectide.monitor.stats.Units;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Spherical k-means clusters of the reference: centroids of norm 1, a vector belongs to that of the largest inner product
 * (the first of equals). Seeded by k-means++, {@value #ROUNDS} rounds. Immutable.
 */
final class Clusters {
    static final int MOST = 32;
    private static final int EXPECTED = 15;
    private static final int ROUNDS = 8;
    private static final int BATCH = 32;
    private static final long SEED = 0x636c7573746572L;

    private final float[][] centroids;
    private final PanelKernel kernel = PanelKernel.best();
    private final float[] panel;

    private Clusters(float[][] centroids) {
        this.centroids = centroids;
        int d = centroids[0].length;
        this.panel = new float[d * PanelKernel.ROWS];
        for (int c = 0; c < centroids.length; c++) {
            for (int j = 0; j < d; j++) {
                panel[j * PanelKernel.ROWS + c] = centroids[c][j];
            }
        }
    }

    /** So many clusters that a pane of {@code window} vectors has {@value #EXPECTED} in each on the average. */
    static Clusters of(List<float[]> units, int window) {
        int k = Math.max(1, Math.min(Math.min(MOST, window / EXPECTED), units.size()));
        Clusters clusters = new Clusters(seeds(units, k));
        for (int round = 0; round < ROUNDS; round++) {
            clusters = new Clusters(clusters.means(units, clusters.nearest(units)));
        }
        return clusters;
    }

    /** k-means++ (Arthur and Vassilvitskii 2007): the next is drawn by its distance from those there. */
    private static float[][] seeds(List<float[]> units, int k) {
        Rng rng = new Rng(SEED);
        float[][] seeds = new float[k][];
        seeds[0] = units.get(rng.below(units.size()));
        double[] distance = new double[units.size()];
        Arrays.fill(distance, Double.MAX_VALUE);
        for (int c = 1; c < k; c++) {
            double total = 0;
            for (int i = 0; i < distance.length; i++) {
                distance[i] = Math.min(distance[i], Math.max(0, 1 - Units.dot(units.get(i), seeds[c - 1])));
                total += distance[i];
            }
            double left = total * rng.uniform();
            int chosen = 0;
            while (chosen < distance.length - 1 && left >= distance[chosen]) {
                left -= distance[chosen++];
            }
            seeds[c] = units.get(chosen);
        }
        return seeds;
    }

    private float[][] means(List<float[]> units, int[] nearest) {
        double[][] sums = new double[centroids.length][centroids[0].length];
        for (int i = 0; i < nearest.length; i++) {
            double[] sum = sums[nearest[i]];
            float[] unit = units.get(i);
            for (int j = 0; j < sum.length; j++) {
                sum[j] += unit[j];
            }
        }
        float[][] means = new float[sums.length][];
        for (int c = 0; c < means.length; c++) {
            float[] mean = new float[sums[c].length];
            for (int j = 0; j < mean.length; j++) {
                mean[j] = (float) sums[c][j];
            }
            float @Nullable [] unit = Units.normalised(mean);
            means[c] = unit == null ? centroids[c] : unit;
        }
        return means;
    }

    int count() {
        return centroids.length;
    }

    float[] centroid(int cluster) {
        return centroids[cluster];
    }

    /** The cluster of each vector. */
    int[] nearest(List<float[]> units) {
        int[] nearest = new int[units.size()];
        float[][] products = new float[BATCH][PanelKernel.ROWS];
        for (int from = 0; from < nearest.length; from += BATCH) {
            float[][] batch = units.subList(from, Math.min(from + BATCH, nearest.length)).toArray(float[][]::new);
            kernel.multiply(panel, batch, batch.length, products);
            for (int i = 0; i < batch.length; i++) {
                nearest[from + i] = best(products[i]);
            }
        }
        return nearest;
    }

    private int best(float[] products) {
        int best = 0;
        for (int c = 1; c < centroids.length; c++) {
            if (products[c] > products[best]) {
                best = c;
            }
        }
        return best;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(centroids.length);
        for (float[] centroid : centroids) {
            StateBytes.writeFloats(centroid, out);
        }
    }

    static Clusters read(DataInput in) throws IOException {
        List<float[]> centroids = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            centroids.add(StateBytes.readFloats(in));
        }
        return new Clusters(centroids.toArray(float[][]::new));
    }
}
