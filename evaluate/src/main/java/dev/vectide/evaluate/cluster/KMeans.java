package dev.vectide.evaluate.cluster;

import dev.vectide.evaluate.vector.InnerProducts;
import dev.vectide.evaluate.vector.Vectors;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Lloyd's k-means from a k-means++ start (Arthur and Vassilvitskii 2007), until no vector changes its cluster. A cluster that
 * runs empty takes the vector farthest from its centre. The same seed gives the same clusters, whatever the threads.
 *
 * <p>For use by one thread; it uses the common pool.
 */
public final class KMeans {
    private static final int MOST_ROUNDS = 100;

    private final Vectors vectors;
    private final float[][] centres;
    private final int[] clusters;
    private final double[] distances;

    private KMeans(Vectors vectors, float[][] centres) {
        this.vectors = vectors;
        this.centres = centres;
        this.clusters = new int[vectors.size()];
        this.distances = new double[vectors.size()];
        Arrays.fill(clusters, -1);
    }

    /** The cluster of each vector, from 0 to k − 1. */
    public static int[] clusters(Vectors vectors, int k, long seed) {
        if (k < 1 || k > vectors.size()) {
            throw new IllegalArgumentException(k + " clusters of " + vectors.size() + " vectors");
        }
        KMeans means = new KMeans(vectors, start(vectors, k, new SplittableRandom(seed)));
        for (int round = 0; round < MOST_ROUNDS && means.assign(); round++) {
            means.move();
        }
        return means.clusters;
    }

    /** Each further centre is drawn with a chance in proportion to its squared distance from those before. */
    private static float[][] start(Vectors vectors, int k, SplittableRandom random) {
        float[][] centres = new float[k][];
        double[] nearest = new double[vectors.size()];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        int next = random.nextInt(vectors.size());
        for (int c = 0; c < k; c++) {
            centres[c] = vectors.row(next).clone();
            double total = 0;
            for (int i = 0; i < nearest.length; i++) {
                nearest[i] = Math.min(nearest[i], squared(vectors.row(i), centres[c]));
                total += nearest[i];
            }
            next = drawn(nearest, total, random);
        }
        return centres;
    }

    private static int drawn(double[] weights, double total, SplittableRandom random) {
        double left = random.nextDouble() * total;
        int last = random.nextInt(weights.length);
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                last = i;
                left -= weights[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        return last;
    }

    private static double squared(float[] a, float[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            double difference = (double) a[j] - b[j];
            sum += difference * difference;
        }
        return sum;
    }

    /** Whether a vector has changed its cluster. */
    private boolean assign() {
        double[] squares = new double[centres.length];
        for (int c = 0; c < centres.length; c++) {
            for (float value : centres[c]) {
                squares[c] += (double) value * value;
            }
        }
        int[] before = clusters.clone();
        new InnerProducts(Vectors.owning(centres.clone())).forEach(vectors, (i, products) -> {
            int best = 0;
            for (int c = 1; c < squares.length; c++) {
                if (squares[c] - 2 * products[c] < squares[best] - 2 * products[best]) {
                    best = c;
                }
            }
            clusters[i] = best;
            distances[i] = squared(vectors.row(i), centres[best]);
        });
        return !Arrays.equals(before, clusters);
    }

    private void move() {
        int d = vectors.dimension();
        double[][] sums = new double[centres.length][d];
        int[] sizes = new int[centres.length];
        for (int i = 0; i < clusters.length; i++) {
            float[] row = vectors.row(i);
            double[] sum = sums[clusters[i]];
            sizes[clusters[i]]++;
            for (int j = 0; j < d; j++) {
                sum[j] += row[j];
            }
        }
        for (int c = 0; c < centres.length; c++) {
            if (sizes[c] == 0) {
                centres[c] = vectors.row(farthest()).clone();
            } else {
                float[] centre = new float[d];
                for (int j = 0; j < d; j++) {
                    centre[j] = (float) (sums[c][j] / sizes[c]);
                }
                centres[c] = centre;
            }
        }
    }

    /** Taken once: the next empty cluster gets another one. */
    private int farthest() {
        int farthest = 0;
        for (int i = 1; i < distances.length; i++) {
            if (distances[i] > distances[farthest]) {
                farthest = i;
            }
        }
        distances[farthest] = Double.NEGATIVE_INFINITY;
        return farthest;
    }
}
