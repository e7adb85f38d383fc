package dev.vectide.bench.detectors;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Rules with fixed thresholds, as Evidently's embedding drift methods are defined (defaults of its {@code EmbeddingsDrift}),
 * written from the definitions: each compares one pane with the reference.
 *
 * <ul>
 *   <li>{@code model}: a logistic classifier of pane against reference, trained by stochastic gradient on one half, drifts
 *       where its ROC AUC on the other half is above 0.55 (the rule for references of 1000 and more)
 *   <li>{@code distance}: Euclidean distance of the means above 0.2
 *   <li>{@code ratio}: a dimension drifts where its Wasserstein distance is at least 0.1 standard deviations of the
 *       reference; the pane where more than a fifth of the dimensions do
 *   <li>{@code mmd}: unbiased squared MMD with an RBF kernel of the median distance above 0.015, on {@value #MMD} vectors of
 *       either side, which is less than the whole and changes its noise, not its mean
 * </ul>
 */
final class Rules {
    private static final double AUC = 0.55;
    private static final double DISTANCE = 0.2;
    private static final double DIMENSION = 0.1;
    private static final double SHARE = 0.2;
    private static final double DISCREPANCY = 0.015;
    private static final int MMD = 250;
    private static final int EPOCHS = 5;
    private static final double PENALTY = 1e-4;

    private final float[][] reference;
    private final double[] mean;
    private final double[] sd;
    private final float[][] sorted;

    Rules(float[][] reference) {
        this.reference = reference;
        this.mean = mean(reference);
        this.sorted = sorted(reference);
        this.sd = new double[mean.length];
        for (int j = 0; j < sd.length; j++) {
            double sum = 0;
            for (float[] vector : reference) {
                sum += (vector[j] - mean[j]) * (vector[j] - mean[j]);
            }
            sd[j] = Math.sqrt(sum / reference.length);
        }
    }

    /** Which rules call the pane drifted. */
    Map<String, Boolean> drifted(float[][] pane, long seed) {
        Map<String, Boolean> drifted = new LinkedHashMap<>();
        drifted.put("model", auc(pane, new Random(seed)) > AUC);
        drifted.put("distance", distance(pane) > DISTANCE);
        drifted.put("ratio", moved(pane) > SHARE);
        drifted.put("mmd", discrepancy(pane) > DISCREPANCY);
        return drifted;
    }

    private double distance(float[][] pane) {
        double[] own = mean(pane);
        double sum = 0;
        for (int j = 0; j < own.length; j++) {
            sum += (own[j] - mean[j]) * (own[j] - mean[j]);
        }
        return Math.sqrt(sum);
    }

    private double moved(float[][] pane) {
        float[][] own = sorted(pane);
        int moved = 0;
        for (int j = 0; j < own.length; j++) {
            if (sd[j] > 0 && wasserstein(own[j], sorted[j]) / sd[j] >= DIMENSION) {
                moved++;
            }
        }
        return (double) moved / own.length;
    }

    /** Area between the quantile functions of two sorted samples. */
    static double wasserstein(float[] a, float[] b) {
        double area = 0;
        double at = 0;
        int i = 0;
        int k = 0;
        while (i < a.length && k < b.length) {
            double endA = (i + 1.0) / a.length;
            double endB = (k + 1.0) / b.length;
            double next = Math.min(endA, endB);
            area += (next - at) * Math.abs((double) a[i] - b[k]);
            at = next;
            i += endA <= next ? 1 : 0;
            k += endB <= next ? 1 : 0;
        }
        return area;
    }

    private double auc(float[][] pane, Random random) {
        int all = pane.length + reference.length;
        int[] order = random.ints(0, all).distinct().limit(all).toArray();
        int half = all / 2;
        double[] weights = new double[mean.length + 1];
        int step = 0;
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            for (int i = 0; i < half; i++) {
                int at = order[random.nextInt(half)];
                float[] vector = vector(pane, at);
                double label = at < pane.length ? 1 : 0;
                double error = label - 1 / (1 + Math.exp(-score(weights, vector)));
                double rate = 1 / (PENALTY * (1 / PENALTY / 10 + step++));
                for (int j = 0; j < vector.length; j++) {
                    weights[j] += rate * (error * vector[j] - PENALTY * weights[j]);
                }
                weights[vector.length] += rate * error;
            }
        }
        double[] positive = new double[all - half];
        double[] negative = new double[all - half];
        int p = 0;
        int n = 0;
        for (int i = half; i < all; i++) {
            double score = score(weights, vector(pane, order[i]));
            if (order[i] < pane.length) {
                positive[p++] = score;
            } else {
                negative[n++] = score;
            }
        }
        return Auroc.of(Arrays.copyOf(positive, p), Arrays.copyOf(negative, n));
    }

    private float[] vector(float[][] pane, int at) {
        return at < pane.length ? pane[at] : reference[at - pane.length];
    }

    private static double score(double[] weights, float[] vector) {
        double sum = weights[vector.length];
        for (int j = 0; j < vector.length; j++) {
            sum += weights[j] * vector[j];
        }
        return sum;
    }

    private double discrepancy(float[][] pane) {
        int n = Math.min(MMD, pane.length);
        float[][] a = Arrays.copyOf(pane, n);
        float[][] b = Arrays.copyOf(reference, n);
        double[][] squares = new double[2 * n][2 * n];
        double[] pairs = new double[n * (2 * n - 1)];
        int count = 0;
        for (int i = 0; i < 2 * n; i++) {
            for (int k = 0; k < i; k++) {
                squares[i][k] = square(i < n ? a[i] : b[i - n], k < n ? a[k] : b[k - n]);
                pairs[count++] = squares[i][k];
            }
        }
        Arrays.sort(pairs);
        double scale = pairs[pairs.length / 2];
        double within = 0;
        double between = 0;
        for (int i = 0; i < 2 * n; i++) {
            for (int k = 0; k < i; k++) {
                double kernel = Math.exp(-squares[i][k] / (2 * scale));
                if (i < n == k < n) {
                    within += kernel;
                } else {
                    between += kernel;
                }
            }
        }
        return 2 * within / ((double) n * (n - 1)) - 2 * between / ((double) n * n);
    }

    private static double square(float[] a, float[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            double delta = (double) a[j] - b[j];
            sum += delta * delta;
        }
        return sum;
    }

    private static double[] mean(float[][] vectors) {
        double[] mean = new double[vectors[0].length];
        for (float[] vector : vectors) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += vector[j] / (double) vectors.length;
            }
        }
        return mean;
    }

    private static float[][] sorted(float[][] vectors) {
        float[][] sorted = new float[vectors[0].length][vectors.length];
        for (int j = 0; j < sorted.length; j++) {
            for (int i = 0; i < vectors.length; i++) {
                sorted[j][i] = vectors[i][j];
            }
            Arrays.sort(sorted[j]);
        }
        return sorted;
    }
}
