package dev.vectide.evaluate.probe;

import dev.vectide.evaluate.vector.Vectors;
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

    private final int classes;
    private final int dimension;
    /** As the objective has them: output by output, then the biases. */
    private final double[] weights;

    private LogisticRegression(int classes, int dimension, double[] weights) {
        this.classes = classes;
        this.dimension = dimension;
        this.weights = weights;
    }

    /**
     * @param labels from 0 to {@code classes} − 1
     * @throws IllegalArgumentException if there are fewer than two classes
     */
    public static LogisticRegression train(Vectors vectors, int[] labels, int classes) {
        if (classes < 2) {
            throw new IllegalArgumentException("a classifier of " + classes + " classes");
        }
        LogLoss loss = new LogLoss(vectors, labels, classes);
        double[] weights = Lbfgs.minimise(loss, new double[loss.size()], TOLERANCE, ROUNDS);
        return new LogisticRegression(classes, vectors.dimension(), weights);
    }

    public int[] predict(Vectors vectors) {
        int[] told = new int[vectors.size()];
        int panels = (told.length + Panel.ROWS - 1) / Panel.ROWS;
        IntStream.range(0, panels).parallel().forEach(part -> {
            int first = part * Panel.ROWS;
            int rows = Math.min(Panel.ROWS, told.length - first);
            Panel panel = new Panel(dimension, LogLoss.outputs(classes));
            panel.fill(vectors, first, rows);
            double[] logits = panel.logits(weights);
            for (int row = 0; row < rows; row++) {
                told[first + row] = classes == 2 ? (logits[row] > 0 ? 1 : 0) : largest(logits, row);
            }
        });
        return told;
    }

    private static int largest(double[] logits, int row) {
        int largest = 0;
        for (int k = 1; k * Panel.ROWS < logits.length; k++) {
            if (logits[k * Panel.ROWS + row] > logits[largest * Panel.ROWS + row]) {
                largest = k;
            }
        }
        return largest;
    }
}
