package dev.vectide.evaluate.mitigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InfoNceTest {
    private static final int D = 7;

    /** Three anchors, of which two share a label, their positives and a hard negative. */
    private static InfoNce.Batch batch() {
        int[] labels = {1, 2, 1, 1, 2, 1, 3};
        float[][] units = Clouds.units(labels.length, D, 11);
        double[] rows = new double[labels.length * D];
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; j < D; j++) {
                rows[i * D + j] = units[i][j];
            }
        }
        return new InfoNce.Batch(rows, 3, labels);
    }

    private static double[] matrix() {
        SplittableRandom random = new SplittableRandom(5);
        double[] w = new double[D * D];
        for (int i = 0; i < w.length; i++) {
            w[i] = (i % (D + 1) == 0 ? 1 : 0) + 0.2 * random.nextGaussian();
        }
        return w;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.05, 0.5})
    void gradientIsThatOfFiniteDifferences(double temperature) {
        InfoNce loss = new InfoNce(D, temperature);
        double[] w = matrix();
        double[] gradient = new double[D * D];
        loss.loss(w, batch(), gradient);

        double h = 1e-6;
        for (int i = 0; i < w.length; i++) {
            double[] above = w.clone();
            double[] below = w.clone();
            above[i] += h;
            below[i] -= h;
            double difference = (loss.loss(above, batch(), new double[D * D]) - loss.loss(below, batch(), new double[D * D]))
                    / (2 * h);
            assertThat(gradient[i]).isCloseTo(difference, within(1e-6));
        }
        assertThat(Arrays.stream(gradient).map(Math::abs).max().orElseThrow()).isGreaterThan(1e-2);
    }

    /** Written out for each anchor: columns of its own label other than its positive are no negatives. */
    @Test
    void lossIsItsDefinition() {
        double temperature = 0.1;
        InfoNce.Batch batch = batch();
        double[] w = matrix();
        double[][] y = new double[batch.size()][];
        for (int i = 0; i < y.length; i++) {
            double[] image = new double[D];
            for (int r = 0; r < D; r++) {
                for (int c = 0; c < D; c++) {
                    image[r] += w[r * D + c] * batch.rows()[i * D + c];
                }
            }
            y[i] = image;
        }
        double expected = 0;
        int[][] negatives = {{4, 6}, {3, 5, 6}, {4, 6}};
        for (int i = 0; i < 3; i++) {
            double positive = Math.exp(cosine(y[i], y[3 + i]) / temperature);
            double sum = positive;
            for (int negative : negatives[i]) {
                sum += Math.exp(cosine(y[i], y[negative]) / temperature);
            }
            expected -= Math.log(positive / sum) / 3;
        }

        assertThat(new InfoNce(D, temperature).loss(w, batch, new double[D * D])).isCloseTo(expected, within(1e-9));
    }

    private static double cosine(double[] a, double[] b) {
        return Products.dot(a, b) / Math.sqrt(Products.dot(a, a) * Products.dot(b, b));
    }
}
