package dev.vectide.evaluate.probe;

import dev.vectide.evaluate.vector.Vectors;
import java.util.Arrays;

/**
 * {@value #ROWS} rows of a set of vectors in double, row by row and dimension by dimension, and the logits of them: so both
 * products of a logistic regression run along an array, however few classes there are.
 *
 * <p>For use by one thread.
 */
final class Panel {
    static final int ROWS = 64;

    private static final ProductKernel KERNEL = ProductKernel.best();
    /** Rows that are turned at once: what one line of the cache holds. */
    private static final int TURNED = 8;

    private final int dimension;
    private final int outputs;
    private final double[] byRow;
    private final double[] byDimension;
    private final double[] logits;

    Panel(int dimension, int outputs) {
        this.dimension = dimension;
        this.outputs = outputs;
        this.byRow = new double[ROWS * dimension];
        this.byDimension = new double[ROWS * dimension];
        this.logits = new double[ROWS * outputs];
    }

    /** @param rows how many, at most {@value #ROWS}; the others become 0 */
    void fill(Vectors vectors, int first, int rows) {
        Arrays.fill(byRow, rows * dimension, byRow.length, 0);
        for (int i = 0; i < rows; i++) {
            float[] row = vectors.row(first + i);
            for (int j = 0; j < dimension; j++) {
                byRow[i * dimension + j] = row[j];
            }
        }
        for (int i = 0; i < ROWS; i += TURNED) {
            for (int j = 0; j < dimension; j++) {
                for (int r = 0; r < TURNED; r++) {
                    byDimension[j * ROWS + i + r] = byRow[(i + r) * dimension + j];
                }
            }
        }
    }

    /**
     * @param x weights, output by output, then the biases
     * @return of row r and output k at {@code k · ROWS + r}; valid until the next call
     */
    double[] logits(double[] x) {
        for (int k = 0; k < outputs; k++) {
            Arrays.fill(logits, k * ROWS, (k + 1) * ROWS, x[outputs * dimension + k]);
        }
        KERNEL.addProduct(x, outputs, dimension, byDimension, ROWS, logits);
        return logits;
    }

    /** Of the first {@code rows}, where the logits have become errors. */
    void addGradient(int rows, double[] gradient) {
        for (int k = 0; k < outputs; k++) {
            Arrays.fill(logits, k * ROWS + rows, (k + 1) * ROWS, 0);
            for (int r = 0; r < rows; r++) {
                gradient[outputs * dimension + k] += logits[k * ROWS + r];
            }
        }
        KERNEL.addProduct(logits, outputs, ROWS, byRow, dimension, gradient);
    }
}
