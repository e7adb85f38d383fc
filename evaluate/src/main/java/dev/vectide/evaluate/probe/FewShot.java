package dev.vectide.evaluate.probe;

import dev.vectide.evaluate.metric.Predictions;
import dev.vectide.evaluate.vector.TopK;
import dev.vectide.evaluate.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * MTEB's classification protocol: ten times, the training indices are shuffled in place by a fresh {@code RandomState(42)}, the
 * list carried over from one experiment to the next; the first {@code shots} of each label train a logistic regression; all of
 * the test set is told. The score is the mean of the accuracies.
 *
 * @param accuracies of the experiments
 * @param macroF1 mean over the experiments
 * @param hits for each test vector, the share of experiments that told it right
 */
public record FewShot(List<Double> accuracies, double macroF1, List<Double> hits) {
    private static final int SEED = 42;
    private static final int EXPERIMENTS = 10;

    public FewShot {
        accuracies = List.copyOf(accuracies);
        hits = List.copyOf(hits);
    }

    public static FewShot of(
            Vectors train, int[] labels, Vectors test, int[] truth, int classes, int shots) {
        int[] order = TopK.inOrder(labels.length);
        double[] hits = new double[truth.length];
        List<Double> accuracies = new ArrayList<>();
        double macro = 0;
        for (int experiment = 0; experiment < EXPERIMENTS; experiment++) {
            new NumpyRandom(SEED).shuffle(order);
            int[] chosen = chosen(order, labels, classes, shots);
            int[] chosenLabels = new int[chosen.length];
            for (int i = 0; i < chosen.length; i++) {
                chosenLabels[i] = labels[chosen[i]];
            }
            int[] told = LogisticRegression.train(train.select(chosen), chosenLabels, classes).predict(test);
            double[] right = Predictions.hits(truth, told);
            for (int i = 0; i < hits.length; i++) {
                hits[i] += right[i] / EXPERIMENTS;
            }
            accuracies.add(Predictions.accuracy(truth, told));
            macro += Predictions.macroF1(truth, told) / EXPERIMENTS;
        }
        List<Double> shares = new ArrayList<>();
        for (double hit : hits) {
            shares.add(hit);
        }
        return new FewShot(accuracies, macro, shares);
    }

    static int[] chosen(int[] order, int[] labels, int classes, int shots) {
        int[] taken = new int[classes];
        return Arrays.stream(order).filter(i -> taken[labels[i]]++ < shots).toArray();
    }

    public double accuracy() {
        return accuracies.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /** Standard deviation over the experiments, by n. */
    public double deviation() {
        double mean = accuracy();
        return Math.sqrt(accuracies.stream().mapToDouble(a -> (a - mean) * (a - mean)).average().orElse(Double.NaN));
    }
}
