package dev.vectide.evaluate.mitigation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How an {@link Adapter} W = I + Δ is learnt: InfoNCE over batches of pairs, plus λ‖Δ‖² (Frobenius), by Adam from Δ = 0. In a
 * batch the positives and hard negatives of the other anchors are negatives, unless they have the anchor's label.
 *
 * <p>What it gains on the labels it learns from, it may take from others: an adapter is to be judged on labels and texts that
 * it has not seen, and on another domain ({@link Judge}). The pull λ to the identity is what protects those.
 *
 * @param temperature τ; small ones look at the nearest negatives only
 * @param pull λ
 * @param rate of Adam
 * @param steps batches to learn from
 * @param batch pairs in one; fewer if there are fewer
 * @param seed of the order of the pairs
 */
public record AdapterTraining(double temperature, double pull, double rate, int steps, int batch, long seed) {
    public static final AdapterTraining DEFAULT = new AdapterTraining(0.05, 0.05, 1e-3, 400, 228, 1);

    public AdapterTraining {
        requirePositive("temperature", temperature);
        requirePositive("rate", rate);
        requirePositive("steps", steps);
        requirePositive("batch", batch - 1.0);
        if (!(pull >= 0)) {
            throw new IllegalArgumentException("a pull to the identity of " + pull + ": expected at least 0");
        }
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException("an adapter's " + name + " is too small");
        }
    }

    public AdapterTraining withPull(double lambda) {
        return new AdapterTraining(temperature, lambda, rate, steps, batch, seed);
    }

    /**
     * @param adapter what was learnt
     * @param losses InfoNCE of each batch, before its step, without the pull
     */
    public record Result(Adapter adapter, List<Double> losses) {
        public Result {
            losses = List.copyOf(losses);
        }
    }

    /**
     * @param labels of the vectors, any numbers; vectors without labels get one that their positive has and no other
     * @throws IllegalArgumentException if there are fewer than two pairs, or a pair's vectors do not fit its labels
     */
    public Result train(float[][] vectors, int[] labels, List<Pair> pairs) {
        int d = Rows.dimension(vectors);
        require(vectors, labels, pairs);
        InfoNce loss = new InfoNce(d, temperature);
        double[] delta = new double[d * d];
        Adam adam = new Adam(delta.length, rate);
        Batches batches = new Batches(pairs, Math.min(batch, pairs.size()), new SplittableRandom(seed));
        List<Double> losses = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            double[] gradient = new double[delta.length];
            losses.add(loss.loss(plusIdentity(delta, d), batch(batches.next(), vectors, labels), gradient));
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += 2 * pull * delta[i];
            }
            adam.step(delta, gradient);
        }
        return new Result(new Adapter(rows(plusIdentity(delta, d), d)), losses);
    }

    private static void require(float[][] vectors, int[] labels, List<Pair> pairs) {
        if (labels.length != vectors.length) {
            throw new IllegalArgumentException(labels.length + " labels for " + vectors.length + " vectors");
        }
        if (pairs.size() < 2) {
            throw new IllegalArgumentException(pairs.size() + " pairs: an adapter learns from at least 2");
        }
        for (int i = 0; i < vectors.length; i++) {
            if (allZero(vectors[i])) {
                throw new IllegalArgumentException("vector " + i + " is 0 and has no direction");
            }
        }
        pairs.forEach(pair -> require(pair, vectors.length, labels));
    }

    private static boolean allZero(float[] vector) {
        for (float value : vector) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private static void require(Pair pair, int rows, int[] labels) {
        if (Math.max(Math.max(pair.anchor(), pair.positive()), pair.hardNegative()) >= rows) {
            throw new IllegalArgumentException(pair + " of " + rows + " vectors");
        }
        if (labels[pair.anchor()] != labels[pair.positive()]) {
            throw new IllegalArgumentException(pair + ": anchor and positive have different labels");
        }
        if (pair.hardNegative() != Pair.NONE && labels[pair.anchor()] == labels[pair.hardNegative()]) {
            throw new IllegalArgumentException(pair + ": anchor and hard negative have one label");
        }
    }

    private static InfoNce.Batch batch(List<Pair> pairs, float[][] vectors, int[] labels) {
        int[] hard = pairs.stream().mapToInt(Pair::hardNegative).filter(row -> row != Pair.NONE).toArray();
        int[] members = new int[2 * pairs.size() + hard.length];
        for (int i = 0; i < pairs.size(); i++) {
            members[i] = pairs.get(i).anchor();
            members[pairs.size() + i] = pairs.get(i).positive();
        }
        System.arraycopy(hard, 0, members, 2 * pairs.size(), hard.length);
        int d = vectors[0].length;
        double[] rows = new double[members.length * d];
        for (int i = 0; i < members.length; i++) {
            for (int j = 0; j < d; j++) {
                rows[i * d + j] = vectors[members[i]][j];
            }
        }
        return new InfoNce.Batch(rows, pairs.size(), Arrays.stream(members).map(row -> labels[row]).toArray());
    }

    private static double[] plusIdentity(double[] delta, int d) {
        double[] w = delta.clone();
        for (int i = 0; i < d; i++) {
            w[i * d + i] += 1;
        }
        return w;
    }

    private static double[][] rows(double[] matrix, int d) {
        double[][] rows = new double[d][];
        for (int i = 0; i < d; i++) {
            rows[i] = Arrays.copyOfRange(matrix, i * d, (i + 1) * d);
        }
        return rows;
    }
}
