package dev.vectide.evaluate.mitigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransformsTest {
    private static final int D = 12;
    private final float[][] vectors = Clouds.units(200, D, 7);

    @Test
    void centringLeavesNoMean() {
        double[] mean = Clouds.mean(Clouds.affine(Centring.fit(vectors), vectors));

        for (double value : mean) {
            assertThat(value).isCloseTo(0, within(1e-12));
        }
    }

    @Test
    void centringSubtractsTheMeanAndNothingElse() {
        double[] mean = Clouds.mean(Clouds.doubles(vectors));

        double[] centred = Centring.fit(vectors).affine(vectors[3]);

        for (int j = 0; j < D; j++) {
            assertThat(centred[j]).isCloseTo(vectors[3][j] - mean[j], within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 11})
    void allButTheTopTakesOutExactlyTheDirectionsOfMostVariance(int components) {
        double[][][] eigen = Clouds.jacobi(Clouds.covariance(Clouds.doubles(vectors)));
        double[] mean = Clouds.mean(Clouds.doubles(vectors));
        AllButTheTop transform = AllButTheTop.fit(vectors, components);

        for (float[] vector : vectors) {
            double[] expected = new double[D];
            for (int j = 0; j < D; j++) {
                expected[j] = vector[j] - mean[j];
            }
            double[] centred = expected.clone();
            for (int k = 0; k < components; k++) {
                double along = Products.dot(eigen[1][k], centred);
                for (int j = 0; j < D; j++) {
                    expected[j] -= along * eigen[1][k][j];
                }
            }
            assertThat(transform.affine(vector)).containsExactly(expected, within(1e-9));
        }
        double[] left = Clouds.jacobi(Clouds.covariance(Clouds.affine(transform, vectors)))[0][0];
        for (int k = 0; k < D; k++) {
            double expected = k + components < D ? eigen[0][0][k + components] : 0;
            assertThat(left[k]).isCloseTo(expected, within(1e-9));
        }
    }

    @Test
    void allButTheTopTakesOneDirectionInAHundredByDefault() {
        assertThat(AllButTheTop.fit(vectors).name()).isEqualTo("all but the top 1");
        assertThat(AllButTheTop.fit(Clouds.units(400, 384, 1)).name()).isEqualTo("all but the top 3");
    }

    @Test
    void whiteningWithoutShrinkageLeavesTheIdentityAsCovariance() {
        Whitening whitening = Whitening.fit(vectors, 1, Shrinkage.fixed(0));

        double[][] covariance = Clouds.covariance(Clouds.affine(whitening, vectors));

        for (int i = 0; i < D; i++) {
            for (int j = 0; j < D; j++) {
                assertThat(covariance[i][j]).isCloseTo(i == j ? 1 : 0, within(1e-9));
            }
        }
    }

    @Test
    void whiteningDoesNotRotate() {
        double[][] rows = Whitening.fit(vectors, 1, Shrinkage.fixed(0)).map().rows();
        double[][] matrix = Arrays.copyOfRange(rows, 1, rows.length);

        for (int i = 0; i < D; i++) {
            assertThat(matrix[i][i]).isPositive();
            for (int j = 0; j < D; j++) {
                assertThat(matrix[i][j]).isCloseTo(matrix[j][i], within(1e-9));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "0.5, 1", "0, 0"})
    void whiteningKeepsDirectionsWhereAllIsShrunkOrNothingWhitened(double strength, double rho) {
        float[][] whitened = Whitening.fit(vectors, strength, Shrinkage.fixed(rho)).apply(vectors);
        float[][] centred = Centring.fit(vectors).apply(vectors);

        for (int i = 0; i < vectors.length; i++) {
            assertThat(whitened[i]).containsExactly(centred[i], within(1e-6f));
        }
        double[][] raw = Clouds.affine(Centring.fit(vectors), vectors);
        double[][] scaled = Clouds.affine(Whitening.fit(vectors, strength, Shrinkage.fixed(rho)), vectors);
        double factor = scaled[0][0] / raw[0][0];
        for (int i = 0; i < vectors.length; i++) {
            for (int j = 0; j < D; j++) {
                assertThat(scaled[i][j]).isCloseTo(factor * raw[i][j], within(1e-9));
            }
        }
    }

    /** λ becomes λ / ((1 − ρ)λ + ρ tr/d)^β. */
    @ParameterizedTest
    @CsvSource({"0.5, 0", "1, 0.3", "0.5, 0.1"})
    void softAndShrunkWhiteningScaleEachVarianceByTheFormula(double strength, double rho) {
        double[] before = Clouds.jacobi(Clouds.covariance(Clouds.doubles(vectors)))[0][0];
        double trace = Arrays.stream(before).sum();
        double[] expected = Arrays.stream(before)
                .map(value -> value / Math.pow((1 - rho) * value + rho * trace / D, strength))
                .sorted()
                .toArray();

        Whitening whitening = Whitening.fit(vectors, strength, Shrinkage.fixed(rho));
        double[] after = Clouds.jacobi(Clouds.covariance(Clouds.affine(whitening, vectors)))[0][0];

        assertThat(Arrays.stream(after).sorted().toArray()).containsExactly(expected, within(1e-9));
    }

    @Test
    void whiteningOfFewerVectorsThanDimensionsNeedsShrinkage() {
        float[][] few = Arrays.copyOf(vectors, 8);

        assertThatThrownBy(() -> Whitening.fit(few, 1, Shrinkage.fixed(0)))
                .hasMessageContaining("rank 7 of 12")
                .hasMessageContaining("shrinkage");
        assertThat(Whitening.fit(few, 1, Shrinkage.ledoitWolf()).apply(few)).hasDimensions(8, D);
    }

    /** By the definition of b², over all matrices x̃x̃ᵀ. */
    @Test
    void ledoitWolfIsItsDefinition() {
        float[][] few = Arrays.copyOf(vectors, 30);
        int n = few.length;
        double[][] rows = Clouds.doubles(few);
        double[] mean = Clouds.mean(rows);
        double[][] s = Clouds.covariance(rows);
        double trace = 0;
        for (int i = 0; i < D; i++) {
            for (int j = 0; j < D; j++) {
                s[i][j] *= (n - 1.0) / n;
            }
            trace += s[i][i];
        }
        double distance = 0;
        double error = 0;
        for (int i = 0; i < D; i++) {
            for (int j = 0; j < D; j++) {
                distance += Math.pow(s[i][j] - (i == j ? trace / D : 0), 2);
                for (double[] row : rows) {
                    error += Math.pow((row[i] - mean[i]) * (row[j] - mean[j]) - s[i][j], 2) / n / n;
                }
            }
        }

        double rho = Shrinkage.ledoitWolf().rho(few);

        assertThat(rho).isStrictlyBetween(0.01, 0.99).isCloseTo(Math.min(error, distance) / distance, within(1e-9));
    }

    @Test
    void whatIsAppliedHasNormOneAndTheDirectionOfTheAffinePart() {
        for (Transform transform : List.of(
                Centring.fit(vectors),
                AllButTheTop.fit(vectors, 2),
                Whitening.fit(vectors, 0.5, Shrinkage.fixed(0.2)))) {
            float[][] applied = transform.apply(vectors);
            for (int i = 0; i < vectors.length; i++) {
                assertThat(applied[i]).containsExactly(Clouds.unit(transform.affine(vectors[i])), within(1e-7f));
                assertThat(transform.apply(vectors[i])).isEqualTo(applied[i]);
            }
        }
    }

    @Test
    void refusesWhatItCannotWorkOn() {
        float[][] two = {{1, 0}, {0, 1}};
        assertThatThrownBy(() -> Centring.fit(new float[0][])).hasMessageContaining("no vectors");
        assertThatThrownBy(() -> Centring.fit(new float[][] {{1, 0}, {1}})).hasMessageContaining("vector 1 has dimension 1");
        assertThatThrownBy(() -> Centring.fit(new float[][] {{1, 0}, {1, Float.NaN}}))
                .hasMessageContaining("vector 1 holds NaN");
        assertThatThrownBy(() -> Centring.fit(two).apply(vectors))
                .hasMessageContaining("dimension 2 on vectors of dimension 12");
        assertThatThrownBy(() -> Centring.fit(two).apply(new float[][] {{1, 0}, {0.5f, 0.5f}}))
                .hasMessageContaining("vector 1 has no direction after centring");
        assertThatThrownBy(() -> AllButTheTop.fit(vectors, 12)).hasMessageContaining("12 components");
        assertThatThrownBy(() -> AllButTheTop.fit(vectors, 0)).hasMessageContaining("0 components");
        assertThatThrownBy(() -> Whitening.fit(vectors, 1.5, Shrinkage.fixed(0))).hasMessageContaining("strength of 1.5");
        assertThatThrownBy(() -> Shrinkage.fixed(-0.1)).hasMessageContaining("-0.1");
        assertThatThrownBy(() -> Whitening.fit(new float[][] {{1, 0}}, 1, Shrinkage.fixed(0))).hasMessageContaining("1 vector");
    }
}
