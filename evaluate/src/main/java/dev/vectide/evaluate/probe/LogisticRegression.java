package dev.vectide.evaluate.probe;

import dev.vectide.evaluate.vector.Vectors;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Multinomial logistic regression as scikit-learn's {@code LogisticRegression(C=1, solver="lbfgs", max_iter=100)}: it minimises
 * (1/n)(Σ log-loss + ½‖W‖²), the bias free, from zero, until no component of the gradient exceeds 10⁻⁴. Two classes have one
 * weight vector, as there, which makes the penalty another one than two would.
 *
 * <p>Immutable.
 */
public final class LogisticRegression {
    private static final double TOLERANCE = 1e-4;
    private static final int ROUNDS = 100;
    /** Rows of one task: a fixed number, so that sums do not depend on the number of processors. */
    private static final int BLOCK = 512;

    private final int classes;
    /** Logits of a row: one, or one a class. */
    private final int outputs;
    private final int dimension;
    /** Dimension by dimension, all outputs of it side by side; the biases last. */
    private final double[] weights;

    private LogisticRegression(int classes, int dimension, double[] weights) {
        this.classes = classes;
        this.outputs = outputs(classes);
        this.dimension = dimension;
        this.weights = weights;
    }

    private static int outputs(int classes) {
        return classes == 2 ? 1 : classes;
    }

    /**
     * @param labels from 0 to {@code classes} − 1
     * @throws IllegalArgumentException if there are fewer than two classes
     */
    public static LogisticRegression train(Vectors vectors, int[] labels, int classes) {
        if (classes < 2) {
            throw new IllegalArgumentException("a classifier of " + classes + " classes");
        }
        int size = (vectors.dimension() + 1) * outputs(classes);
        double[] weights = Lbfgs.minimise(
                (x, gradient) -> objective(vectors, labels, classes, x, gradient), new double[size], TOLERANCE, ROUNDS);
        return new LogisticRegression(classes, vectors.dimension(), weights);
    }

    public int[] predict(Vectors vectors) {
        int[] told = new int[vectors.size()];
        IntStream.range(0, told.length).parallel().forEach(i -> {
            double[] logits = new double[outputs];
            logits(vectors.row(i), weights, outputs, dimension, logits);
            told[i] = classes == 2 ? (logits[0] > 0 ? 1 : 0) : largest(logits);
        });
        return told;
    }

    /** Value of the objective at {@code x}; writes its gradient. */
    static double objective(Vectors vectors, int[] labels, int classes, double[] x, double[] gradient) {
        int n = vectors.size();
        int blocks = (n + BLOCK - 1) / BLOCK;
        double[] losses = new double[blocks];
        Arrays.fill(gradient, 0);
        double[][] parts = new double[blocks][];
        IntStream.range(0, blocks).parallel().forEach(block -> {
            parts[block] = new double[x.length];
            losses[block] = block(vectors, labels, classes, block * BLOCK, x, parts[block]);
        });
        double loss = 0;
        for (int block = 0; block < blocks; block++) {
            loss += losses[block];
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += parts[block][i];
            }
        }
        int penalised = vectors.dimension() * outputs(classes);
        double squares = 0;
        for (int i = 0; i < penalised; i++) {
            squares += x[i] * x[i];
            gradient[i] += x[i];
        }
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= n;
        }
        return (loss + squares / 2) / n;
    }

    /** Four rows a pass over the gradient. */
    private static double block(Vectors vectors, int[] labels, int classes, int first, double[] x, double[] gradient) {
        int outputs = outputs(classes);
        int d = vectors.dimension();
        int end = Math.min(vectors.size(), first + BLOCK);
        double[][] errors = new double[4][outputs];
        float[] none = new float[d];
        float[][] rows = new float[4][];
        double loss = 0;
        for (int i = first; i < end; i += 4) {
            for (int r = 0; r < 4; r++) {
                Arrays.fill(errors[r], 0);
                rows[r] = i + r < end ? vectors.row(i + r) : none;
                if (i + r < end) {
                    logits(rows[r], x, outputs, d, errors[r]);
                    loss += outputs == 1 ? binary(errors[r], labels[i + r]) : softmax(errors[r], labels[i + r]);
                }
            }
            for (int j = 0; j < d; j++) {
                add(gradient, j * outputs, rows[0][j], rows[1][j], rows[2][j], rows[3][j], errors);
            }
            add(gradient, d * outputs, 1, 1, 1, 1, errors);
        }
        return loss;
    }

    /** Errors of four rows, each times its factor. */
    private static void add(double[] gradient, int at, double a, double b, double c, double d, double[][] errors) {
        double[] first = errors[0];
        double[] second = errors[1];
        double[] third = errors[2];
        double[] fourth = errors[3];
        for (int k = 0; k < first.length; k++) {
            gradient[at + k] += a * first[k] + b * second[k] + c * third[k] + d * fourth[k];
        }
    }

    private static void logits(float[] row, double[] x, int outputs, int d, double[] into) {
        System.arraycopy(x, d * outputs, into, 0, outputs);
        int j = 0;
        for (; j + 4 <= d; j += 4) {
            double a = row[j];
            double b = row[j + 1];
            double c = row[j + 2];
            double e = row[j + 3];
            int at = j * outputs;
            for (int k = 0; k < outputs; k++) {
                into[k] += a * x[at + k] + b * x[at + outputs + k] + c * x[at + 2 * outputs + k] + e * x[at + 3 * outputs + k];
            }
        }
        for (; j < d; j++) {
            for (int k = 0; k < outputs; k++) {
                into[k] += row[j] * x[j * outputs + k];
            }
        }
    }

    /** The loss of one row; its logits become their gradient. */
    private static double softmax(double[] logits, int label) {
        double most = logits[largest(logits)];
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit - most);
        }
        double loss = most + Math.log(sum) - logits[label];
        for (int k = 0; k < logits.length; k++) {
            logits[k] = Math.exp(logits[k] - most) / sum;
        }
        logits[label] -= 1;
        return loss;
    }

    private static double binary(double[] logit, int label) {
        double z = logit[0];
        double loss = Math.max(0, z) + Math.log1p(Math.exp(-Math.abs(z))) - label * z;
        logit[0] = 1 / (1 + Math.exp(-z)) - label;
        return loss;
    }

    private static int largest(double[] values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[largest]) {
                largest = i;
            }
        }
        return largest;
    }
}
