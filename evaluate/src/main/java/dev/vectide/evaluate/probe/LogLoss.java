package dev.vectide.evaluate.probe;

import dev.vectide.evaluate.vector.Vectors;
import java.util.stream.IntStream;

/**
 * (1/n)(Σ log-loss + ½‖W‖²) of a multinomial logistic regression, the biases free. Its argument is W, output by output, then
 * the biases: outputs × (dimension + 1) numbers. Two classes have one output.
 *
 * <p>Rows go through a panel at a time, where logits and gradient are products of small dense matrices. The parts in which they
 * are added up depend on n alone: the same numbers on any machine.
 *
 * <p>Immutable; it uses the common pool.
 */
final class LogLoss implements Lbfgs.Objective {
    private static final int PARTS = 8;

    private final Vectors vectors;
    private final int[] labels;
    private final int outputs;
    private final int dimension;

    /** @param labels from 0 to {@code classes} − 1 */
    LogLoss(Vectors vectors, int[] labels, int classes) {
        this.vectors = vectors;
        this.labels = labels;
        this.outputs = outputs(classes);
        this.dimension = vectors.dimension();
    }

    static int outputs(int classes) {
        return classes == 2 ? 1 : classes;
    }

    /** How many numbers it takes. */
    int size() {
        return outputs * (dimension + 1);
    }

    @Override
    public double at(double[] x, double[] gradient) {
        int n = vectors.size();
        int panels = (n + Panel.ROWS - 1) / Panel.ROWS;
        double[] losses = new double[PARTS];
        double[][] parts = new double[PARTS][];
        IntStream.range(0, PARTS).parallel().forEach(part -> {
            parts[part] = new double[x.length];
            Panel panel = new Panel(dimension, outputs);
            for (int i = panels * part / PARTS; i < panels * (part + 1) / PARTS; i++) {
                losses[part] += loss(panel, i * Panel.ROWS, x, parts[part]);
            }
        });
        int penalised = outputs * dimension;
        double loss = 0;
        for (double one : losses) {
            loss += one;
        }
        for (int i = 0; i < x.length; i++) {
            double sum = i < penalised ? x[i] : 0;
            for (double[] part : parts) {
                sum += part[i];
            }
            gradient[i] = sum / n;
        }
        double squares = 0;
        for (int i = 0; i < penalised; i++) {
            squares += x[i] * x[i];
        }
        return (loss + squares / 2) / n;
    }

    /** Of one panel; its part of the gradient is added. */
    private double loss(Panel panel, int first, double[] x, double[] gradient) {
        int rows = Math.min(Panel.ROWS, vectors.size() - first);
        panel.fill(vectors, first, rows);
        double[] logits = panel.logits(x);
        double loss = 0;
        for (int row = 0; row < rows; row++) {
            int label = labels[first + row];
            loss += outputs == 1 ? binary(logits, row, label) : softmax(logits, row, label);
        }
        panel.addGradient(rows, gradient);
        return loss;
    }

    /** The loss of one row; its logits become their gradient. */
    private double softmax(double[] logits, int row, int label) {
        int end = outputs * Panel.ROWS;
        double most = Double.NEGATIVE_INFINITY;
        for (int at = row; at < end; at += Panel.ROWS) {
            most = Math.max(most, logits[at]);
        }
        int own = label * Panel.ROWS + row;
        double margin = most - logits[own];
        double sum = 0;
        for (int at = row; at < end; at += Panel.ROWS) {
            logits[at] = Math.exp(logits[at] - most);
            sum += logits[at];
        }
        for (int at = row; at < end; at += Panel.ROWS) {
            logits[at] /= sum;
        }
        logits[own] -= 1;
        return margin + Math.log(sum);
    }

    private static double binary(double[] logits, int row, int label) {
        double z = logits[row];
        logits[row] = 1 / (1 + Math.exp(-z)) - label;
        return Math.max(0, z) + Math.log1p(Math.exp(-Math.abs(z))) - label * z;
    }
}
