package dev.vectide.monitor.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.monitor.nearest.Items;
import dev.vectide.monitor.stats.Sample;
import dev.vectide.monitor.stats.Vectors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
    private static final int D = 8;

    /** One reference's worth, with ties at 0, 1, 2 and 3, as often as given; the same for every detector. */
    private static Calibration ties(int zeros, int ones, int twos, int threes) throws IOException {
        List<Double> values = new ArrayList<>();
        values.addAll(Collections.nCopies(zeros, 0.0));
        values.addAll(Collections.nCopies(ones, 1.0));
        values.addAll(Collections.nCopies(twos, 2.0));
        values.addAll(Collections.nCopies(threes, 3.0));
        double[][] one = IntStream.range(0, Detectors.COUNT)
                .mapToObj(k -> values.stream().mapToDouble(x -> x).toArray())
                .toArray(double[][]::new);
        return copy(Calibration.of(new double[][][] {one}));
    }

    private static Calibration copy(Calibration calibration) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        calibration.write(new DataOutputStream(bytes));
        return Calibration.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    /** (1 + #{calibration ≥ s})/(n₀ + 1), a tie counting as no less. */
    @ParameterizedTest(name = "p({0}) = {1}/20")
    @CsvSource({"-1, 20", "0, 20", "0.5, 15", "1, 15", "1.5, 10", "2, 10", "2.5, 4", "3, 4", "3.5, 1", "1e300, 1"})
    void pCountsTiesAsNoLess(double statistic, int twentieths) throws IOException {
        Calibration calibration = ties(5, 5, 6, 3);

        for (int k = 0; k < Detectors.COUNT; k++) {
            assertThat(calibration.pValue(k, statistic)).isEqualTo(twentieths / 20.0);
        }
    }

    /** The eighth smallest of ten p-values, and at most 2 % above it for the ranks that are left out. */
    @Test
    void pIsThatAgainstTheUnluckierReferences() throws IOException {
        Random random = new Random(31);
        int panes = 3000;
        double[][][] drawn = new double[10][Detectors.COUNT][];
        for (double[][] reference : drawn) {
            double shift = random.nextGaussian() / 3;
            for (int k = 0; k < Detectors.COUNT; k++) {
                reference[k] = random.doubles(panes).map(u -> u * u + shift).toArray();
            }
        }
        double[][] firsts = Arrays.stream(drawn).map(reference -> reference[0].clone()).toArray(double[][]::new);
        Calibration calibration = copy(Calibration.of(drawn));

        for (int i = 0; i < 2000; i++) {
            double statistic = 3 * random.nextDouble() - 1;
            double[] p = Arrays.stream(firsts)
                    .mapToDouble(own -> (1.0 + Arrays.stream(own).filter(x -> x >= statistic).count()) / (panes + 1))
                    .sorted()
                    .toArray();
            assertThat(calibration.pValue(0, statistic)).isBetween(p[7], Math.max(p[7] * 1.02, p[7] + 1.0 / (panes + 1)));
        }
    }

    /** Against references and panes drawn by brute force from the same population. */
    @Test
    void theDrawsAreThoseOfPanesAndReferences() {
        List<float[]> population = Vectors.units(300, D, 21);
        List<Mark> marks = marks(population.size());
        Calibration calibration = Calibration.of(population, marks, 3, 40);
        Random random = new Random(22);
        double[] statistic = {0.2, 2, 0.05, 1.8, 1.8, 4};
        int references = 200;
        int panes = 400;
        double[][] p = new double[Detectors.COUNT][references];
        for (int r = 0; r < references; r++) {
            Summary reference = drawn(population, marks, 300, random);
            for (int pane = 0; pane < panes; pane++) {
                Detectors detectors = Detectors.between(drawn(population, marks, 40, random), reference);
                for (int k = 0; k < Detectors.COUNT; k++) {
                    p[k][r] += detectors.get(k) >= statistic[k] ? 1.0 / panes : 0;
                }
            }
        }
        for (int k = 0; k < Detectors.COUNT; k++) {
            double[] sorted = Arrays.stream(p[k]).sorted().toArray();
            // The eighth of ten lies between the 45th and the 97th per cent of all, but for one in a hundred either way.
            assertThat(calibration.pValue(k, statistic[k]))
                    .as("detector " + k)
                    .isBetween(sorted[(int) (0.45 * references)], sorted[(int) (0.98 * references)] + 0.02);
        }
    }

    private static List<Mark> marks(int n) {
        return IntStream.range(0, n).mapToObj(i -> new Mark(i % 3, i % 25 == 0)).toList();
    }

    private static Summary drawn(List<float[]> population, List<Mark> marks, int n, Random random) {
        Summary drawn = new Summary(D, 3);
        for (int i = 0; i < n; i++) {
            int chosen = random.nextInt(population.size());
            drawn.add(population.get(chosen), marks.get(chosen));
        }
        return drawn;
    }

    /** Mean over κ of κp^(κ−1); at p = 1 that is the mean κ. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 0.5, 0.05, 0.01, 1.0 / 501})
    void eIsTheMixture(double p) {
        double mixture = (0.1 / Math.pow(p, 0.9)
                        + 0.3 / Math.pow(p, 0.7)
                        + 0.5 / Math.sqrt(p)
                        + 0.7 / Math.pow(p, 0.3))
                / 4;

        assertThat(Calibration.eValue(p)).isCloseTo(mixture, within(1e-12 * mixture));
    }

    /** Over the p-values that can occur, 1/(n₀ + 1) to 1 each as likely, which is the least favourable case. */
    @Test
    void eHasMeanOfAtMostOneWithoutAChange() {
        for (int n : new int[] {1, 10, 500, 100_000}) {
            double mean = 0;
            for (int rank = 1; rank <= n + 1; rank++) {
                mean += Calibration.eValue((double) rank / (n + 1)) / (n + 1);
            }
            assertThat(mean).as("of " + n).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aConstantStreamStaysLikely() {
        for (float[] vector : Vectors.units(5, D, 23)) {
            List<Sample.Item> constant = Items.of(Collections.nCopies(300, vector));
            Baseline baseline = Baseline.of(constant, 40);
            Summary same = baseline.empty();
            baseline.marks(constant.subList(0, 40)).forEach(mark -> same.add(vector, mark));

            assertThat(baseline.judge(same).pValues()).allMatch(p -> p > 0.5);
        }
    }
}
