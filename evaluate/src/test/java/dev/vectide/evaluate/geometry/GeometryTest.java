package dev.vectide.evaluate.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.evaluate.Drawn;
import dev.vectide.evaluate.vector.Distance;
import dev.vectide.evaluate.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeometryTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void figuresOfPairsAreThoseOfALoopOverAllPairs(long seed) {
        Drawn drawn = new Drawn(seed);
        int n = drawn.size(12, 80);
        Vectors vectors = drawn.vectors(n, 7);
        Vectors units = vectors.units();
        List<Double> cosines = new ArrayList<>();
        double kernels = 0;
        int[] occurrences = new int[n];
        for (int i = 0; i < n; i++) {
            float[] own = units.row(i);
            int self = i;
            for (int j = 0; j < n; j++) {
                if (j != i) {
                    cosines.add(Distance.DOT.similarity(own, units.row(j)));
                    kernels += Math.exp(-2 * (2 - 2 * Distance.DOT.similarity(own, units.row(j))));
                }
            }
            IntStream.range(0, n)
                    .filter(j -> j != self)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingDouble(
                                    j -> -Math.rint(1e12 * Distance.DOT.similarity(own, units.row(j))))
                            .thenComparing(j -> j))
                    .limit(10)
                    .forEach(j -> occurrences[j]++);
        }
        double mean = cosines.stream().mapToDouble(c -> c).average().orElseThrow();
        double sd = Math.sqrt(cosines.stream().mapToDouble(c -> (c - mean) * (c - mean)).average().orElseThrow());

        Pairwise found = Pairwise.of(vectors);

        assertThat(found.meanCosine()).isCloseTo(mean, within(1e-9));
        assertThat(found.cosineSd()).isCloseTo(sd, within(1e-9));
        assertThat(found.uniformity()).isCloseTo(Math.log(kernels / cosines.size()), within(1e-9));
        assertThat(found.largestHub()).isEqualTo(IntStream.of(occurrences).max().orElseThrow());
        assertThat(found.hubSkew()).isCloseTo(skew(occurrences), within(1e-9));
        assertThat(found.orphans())
                .isCloseTo((double) IntStream.of(occurrences).filter(count -> count == 0).count() / n, within(1e-9));
    }

    private static double skew(int[] counts) {
        double mean = IntStream.of(counts).average().orElseThrow();
        double sd = Math.sqrt(IntStream.of(counts).mapToDouble(c -> Math.pow(c - mean, 2)).average().orElseThrow());
        return IntStream.of(counts).mapToDouble(c -> Math.pow((c - mean) / sd, 3)).average().orElseThrow();
    }

    /** By the singular values of the centred and of the plain matrix. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theSpectrumIsThatOfTheSingularValues(long seed) {
        Drawn drawn = new Drawn(seed);
        int n = drawn.size(40, 90);
        Vectors vectors = drawn.vectors(n, 26).units();
        double[] means = vectors.mean();
        DMatrixRMaj plain = new DMatrixRMaj(n, 26);
        DMatrixRMaj centred = new DMatrixRMaj(n, 26);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < 26; j++) {
                plain.set(i, j, vectors.row(i)[j]);
                centred.set(i, j, vectors.row(i)[j] - means[j]);
            }
        }
        double[] sigma = singular(plain);
        double[] lambda = Arrays.stream(singular(centred)).map(value -> value * value / (n - 1)).toArray();
        double trace = sum(lambda);

        Spectrum spectrum = Spectrum.of(vectors);

        assertThat(spectrum.trace()).isCloseTo(trace, within(1e-9));
        double ratio = trace * trace / IntStream.range(0, 26).mapToDouble(i -> lambda[i] * lambda[i]).sum();
        assertThat(spectrum.participationRatio()).isCloseTo(ratio, within(1e-9));
        assertThat(spectrum.isoScore()).isCloseTo((ratio - 1) / 25, within(1e-9));
        assertThat(spectrum.stableRank()).isCloseTo(trace / lambda[0], within(1e-9));
        assertThat(spectrum.effectiveRank()).isCloseTo(rank(lambda, 0), within(1e-8));
        assertThat(spectrum.rankMe()).isCloseTo(rank(sigma, 1e-7), within(1e-8));
        assertThat(spectrum.alpha()).isCloseTo(alpha(lambda), within(1e-9));
    }

    /** Largest first. */
    private static double[] singular(DMatrixRMaj matrix) {
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(matrix.numRows, matrix.numCols, false, false, true);
        assertThat(svd.decompose(matrix.copy())).isTrue();
        double[] values = Arrays.copyOf(svd.getSingularValues(), 26);
        return Arrays.stream(values).map(value -> -value).sorted().map(value -> -value).toArray();
    }

    private static double rank(double[] values, double epsilon) {
        double total = sum(values);
        return Math.exp(-IntStream.range(0, values.length)
                .mapToDouble(i -> values[i] / total + epsilon)
                .map(p -> p * Math.log(p))
                .sum());
    }

    /** Slope of the regression by pairs of points. */
    private static double alpha(double[] lambda) {
        double xy = 0;
        double xx = 0;
        for (int i = 10; i <= 13; i++) {
            for (int j = 10; j <= 13; j++) {
                double x = Math.log(i) - Math.log(j);
                xy += x * (Math.log(lambda[i - 1]) - Math.log(lambda[j - 1]));
                xx += x * x;
            }
        }
        return -xy / xx;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    @Test
    void aDimensionThatNeverVariesIsDead() {
        float[][] rows = IntStream.range(0, 50)
                .mapToObj(i -> new float[] {(float) Math.sin(i), 0.5f, (float) Math.cos(i * i)})
                .toArray(float[][]::new);

        assertThat(Spectrum.of(Vectors.owning(rows)).deadDimensions()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theSweepIsThatOfSoftmaxes(long seed) {
        Drawn drawn = new Drawn(seed);
        int n = drawn.size(3, 50);
        Vectors queries = drawn.vectors(n, 6);
        Vectors documents = drawn.vectors(n, 6);
        Vectors first = queries.units();
        Vectors second = documents.units();
        double distance = 0;
        double top = 0;
        for (int i = 0; i < n; i++) {
            distance += Math.pow(Distance.EUCLIDEAN.similarity(first.row(i), second.row(i)), 2) / n;
            float[] own = first.row(i);
            double partner = Distance.DOT.similarity(own, second.row(i));
            int self = i;
            top += IntStream.range(0, n)
                            .filter(j -> j != self)
                            .allMatch(j -> Distance.DOT.similarity(own, second.row(j)) < partner - 1e-12)
                    ? 1.0 / n : 0;
        }

        Positives.Sweep sweep = Positives.sweep(queries, documents);

        assertThat(Positives.alignment(queries, documents)).isCloseTo(distance, within(1e-9));
        assertThat(sweep.top1()).isCloseTo(top, within(1e-9));
        assertThat(sweep.losses()).hasSameSizeAs(Positives.TEMPERATURES).allSatisfy(at -> {
            double loss = 0;
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += Math.exp(Distance.DOT.similarity(first.row(i), second.row(j)) / at.temperature());
                }
                loss -= (Distance.DOT.similarity(first.row(i), second.row(i)) / at.temperature() - Math.log(sum)) / n;
            }
            assertThat(at.loss()).isCloseTo(loss, within(1e-9));
        });
    }
}
