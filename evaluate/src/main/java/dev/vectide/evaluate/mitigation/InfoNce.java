package dev.vectide.evaluate.mitigation;

import java.util.Arrays;

/**
 * The loss that pulls an anchor to its positive and away from all else in the batch (van den Oord et al. 2018), as a function
 * of W, and its gradient.
 *
 * <p>With u = Wa/‖Wa‖ of B anchors, v = Wc/‖Wc‖ of M columns (the B positives in the order of their anchors, then hard
 * negatives), s = u·v/τ and q the softmax of s over an anchor's columns without the masked ones, which are those of its own
 * label that are not its positive:
 *
 * <p>L = −(1/B) Σ_i ln q_ii, and with G_ij = (q_ij − [i = j])/(B τ): ∂L/∂u = G v, ∂L/∂v = Gᵀ u, ∂L/∂(Wx) = (g − (g·y)y)/‖Wx‖
 * for a row x with unit image y and gradient g, ∂L/∂W = Σ_x ∂L/∂(Wx) xᵀ.
 */
final class InfoNce {
    private final int d;
    private final double temperature;

    InfoNce(int d, double temperature) {
        this.d = d;
        this.temperature = temperature;
    }

    /**
     * @param rows x, row-major: anchors, positives, hard negatives
     * @param anchors B
     * @param labels of the rows
     */
    record Batch(double[] rows, int anchors, int[] labels) {
        int size() {
            return labels.length;
        }

        int columns() {
            return labels.length - anchors;
        }

        /** Whether column j is neither anchor i's positive nor one to keep away from. */
        boolean masked(int i, int j) {
            return i != j && labels[i] == labels[anchors + j];
        }
    }

    /**
     * @param w row-major
     * @param gradient to which ∂L/∂W is added, row-major
     * @return L
     */
    double loss(double[] w, Batch batch, double[] gradient) {
        int anchors = batch.anchors();
        int columns = batch.columns();
        double[] images = Products.of(batch.rows(), batch.size(), d, Products.transposed(w, d, d), d);
        double[] norms = normalise(images, batch.size());
        double[] u = Arrays.copyOf(images, anchors * d);
        double[] v = Arrays.copyOfRange(images, anchors * d, images.length);

        double[] g = Products.of(u, anchors, d, Products.transposed(v, columns, d), columns);
        double loss = softmax(g, batch);

        double[] gradients = Arrays.copyOf(Products.of(g, anchors, columns, v, d), images.length);
        double[] ofColumns = Products.of(Products.transposed(g, anchors, columns), columns, anchors, u, d);
        System.arraycopy(ofColumns, 0, gradients, anchors * d, ofColumns.length);
        throughNorm(gradients, images, norms);
        double[] ofW = Products.of(Products.transposed(gradients, batch.size(), d), d, batch.size(), batch.rows(), d);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] += ofW[i];
        }
        return loss;
    }

    /** In place; returns the norms. */
    private double[] normalise(double[] images, int n) {
        double[] norms = new double[n];
        for (int i = 0; i < n; i++) {
            double squares = 0;
            for (int j = i * d; j < (i + 1) * d; j++) {
                squares += images[j] * images[j];
            }
            norms[i] = Math.sqrt(squares);
            for (int j = i * d; j < (i + 1) * d; j++) {
                images[j] /= norms[i];
            }
        }
        return norms;
    }

    /** Cosines become G, in place; returns L. */
    private double softmax(double[] cosines, Batch batch) {
        double loss = 0;
        for (int i = 0; i < batch.anchors(); i++) {
            loss += softmax(cosines, i, batch);
        }
        return loss / batch.anchors();
    }

    private double softmax(double[] cosines, int i, Batch batch) {
        int columns = batch.columns();
        int row = i * columns;
        double most = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < columns; j++) {
            if (!batch.masked(i, j)) {
                most = Math.max(most, cosines[row + j]);
            }
        }
        double positive = (cosines[row + i] - most) / temperature;
        double sum = 0;
        for (int j = 0; j < columns; j++) {
            double weight = batch.masked(i, j) ? 0 : Math.exp((cosines[row + j] - most) / temperature);
            cosines[row + j] = weight;
            sum += weight;
        }
        double scale = 1 / (batch.anchors() * temperature);
        for (int j = 0; j < columns; j++) {
            cosines[row + j] = scale * (cosines[row + j] / sum - (i == j ? 1 : 0));
        }
        return Math.log(sum) - positive;
    }

    /** ∂L/∂y becomes ∂L/∂(Wx), in place. */
    private void throughNorm(double[] gradients, double[] units, double[] norms) {
        for (int i = 0; i < norms.length; i++) {
            double along = 0;
            for (int j = i * d; j < (i + 1) * d; j++) {
                along += gradients[j] * units[j];
            }
            for (int j = i * d; j < (i + 1) * d; j++) {
                gradients[j] = (gradients[j] - along * units[j]) / norms[i];
            }
        }
    }
}
