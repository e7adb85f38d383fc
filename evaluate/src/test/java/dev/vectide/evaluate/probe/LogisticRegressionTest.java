package dev.vectide.evaluate.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.evaluate.Drawn;
import dev.vectide.evaluate.metric.Predictions;
import dev.vectide.evaluate.vector.Vectors;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogisticRegressionTest {
    /** The objective by its definition; its gradient by differences. */
    @ParameterizedTest
    @CsvSource({"1, 2, 30", "2, 3, 30", "3, 5, 64", "4, 2, 200", "5, 7, 700"})
    void objectiveAndGradientAreThoseOfTheDefinition(long seed, int classes, int most) {
        Drawn drawn = new Drawn(seed);
        Vectors vectors = drawn.vectors(drawn.size(most / 2, most), 6);
        int[] labels = drawn.labels(vectors.size(), classes);
        int outputs = classes == 2 ? 1 : classes;
        double[] x = new double[7 * outputs];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextDouble() - 0.5;
        }
        double[] gradient = new double[x.length];

        double value = new LogLoss(vectors, labels, classes).at(x, gradient);

        assertThat(value).isCloseTo(brute(vectors, labels, classes, x), within(1e-9));
        for (int i = 0; i < x.length; i++) {
            double[] up = x.clone();
            double[] down = x.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            double slope = (brute(vectors, labels, classes, up) - brute(vectors, labels, classes, down)) / 2e-5;
            assertThat(gradient[i]).isCloseTo(slope, within(1e-8));
        }
    }

    private static double brute(Vectors vectors, int[] labels, int classes, double[] x) {
        int outputs = classes == 2 ? 1 : classes;
        double sum = 0;
        for (int i = 0; i < vectors.size(); i++) {
            double[] z = new double[classes];
            for (int k = 0; k < outputs; k++) {
                int at = classes == 2 ? 1 : k;
                z[at] = x[outputs * 6 + k];
                for (int j = 0; j < 6; j++) {
                    z[at] += vectors.row(i)[j] * x[k * 6 + j];
                }
            }
            double total = 0;
            for (double logit : z) {
                total += Math.exp(logit);
            }
            sum -= Math.log(Math.exp(z[labels[i]]) / total);
        }
        for (int i = 0; i < 6 * outputs; i++) {
            sum += x[i] * x[i] / 2;
        }
        return sum / vectors.size();
    }

    /**
     * Convex: where the gradient is nothing, it is the minimum. The search ends where a step gains less than 64 ulp of the
     * value, which a gradient of 10⁻⁷ at a curvature of 1 is.
     */
    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void theMinimumIsFound(int classes) {
        Drawn drawn = new Drawn(classes);
        Vectors vectors = drawn.vectors(60, 6);
        int[] labels = drawn.labels(60, classes);
        LogLoss loss = new LogLoss(vectors, labels, classes);

        double[] x = Lbfgs.minimise(loss, new double[loss.size()], 1e-10, 500);

        double[] gradient = new double[x.length];
        new LogLoss(vectors, labels, classes).at(x, gradient);
        assertThat(gradient).containsExactly(new double[x.length], within(1e-7));
    }

    /** Rosenbrock's function, whose minimum 0 is at (1, 1) in a curved valley. */
    @Test
    void aCurvedValleyIsFollowed() {
        double[] found = Lbfgs.minimise(
                (x, gradient) -> {
                    double a = 1 - x[0];
                    double b = x[1] - x[0] * x[0];
                    gradient[0] = -2 * a - 400 * x[0] * b;
                    gradient[1] = 200 * b;
                    return a * a + 100 * b * b;
                },
                new double[] {-1.2, 1},
                1e-9,
                200);

        assertThat(found[0]).isCloseTo(1, within(1e-6));
        assertThat(found[1]).isCloseTo(1, within(1e-6));
    }

    @Test
    void whatCanBeToldIsTold() {
        float[][] rows = new float[200][];
        int[] labels = new int[200];
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 200; i++) {
            labels[i] = i % 4;
            rows[i] = new float[] {
                labels[i] / 2 * 6 + (float) random.nextDouble(), labels[i] % 2 * 6 + (float) random.nextDouble()
            };
        }
        Vectors vectors = Vectors.owning(rows);

        int[] told = LogisticRegression.train(vectors, labels, 4).predict(vectors);

        assertThat(Predictions.accuracy(labels, told)).isEqualTo(1);
        assertThatThrownBy(() -> LogisticRegression.train(vectors, labels, 1)).hasMessageContaining("1 classes");
    }
}
