package dev.vectide.monitor.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.monitor.stats.Vectors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
    private static final int D = 8;

    /** With ties at 0, 1, 2 and 3, as often as given; the same for every detector. */
    private static Calibration ties(int zeros, int ones, int twos, int threes) throws IOException {
        List<Double> values = new ArrayList<>();
        values.addAll(Collections.nCopies(zeros, 0.0));
        values.addAll(Collections.nCopies(ones, 1.0));
        values.addAll(Collections.nCopies(twos, 2.0));
        values.addAll(Collections.nCopies(threes, 3.0));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Calibration(java.util.stream.IntStream.range(0, Detectors.COUNT)
                        .mapToObj(k -> values.stream().mapToDouble(x -> x).toArray())
                        .toArray(double[][]::new))
                .write(new DataOutputStream(bytes));
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

    @Test
    void pIsThatOfTheStatisticsOfPanesDrawnFromTheReference() {
        List<float[]> reference = Vectors.units(300, D, 21);
        Summary whole = Summary.of(reference);
        Calibration calibration = Calibration.of(reference, whole, 40);
        Random random = new Random(22);
        double[] statistic = {0.2, 0.05, 1.5, 1.5};
        double[] atLeast = new double[Detectors.COUNT];
        int draws = 4000;
        for (int draw = 0; draw < draws; draw++) {
            List<float[]> shuffled = new ArrayList<>(reference);
            Collections.shuffle(shuffled, random);
            Detectors drawn = Detectors.between(
                    Summary.of(shuffled.subList(0, 40)), Summary.of(shuffled.subList(40, 300)));
            for (int k = 0; k < Detectors.COUNT; k++) {
                atLeast[k] += drawn.get(k) >= statistic[k] ? 1.0 / draws : 0;
            }
        }
        for (int k = 0; k < Detectors.COUNT; k++) {
            double p = atLeast[k];
            double error = Math.sqrt(p * (1 - p) * (1.0 / draws + 1.0 / Calibration.PANES));
            assertThat(calibration.pValue(k, statistic[k]))
                    .as("detector " + k)
                    .isCloseTo(p, within(4 * error + 1.0 / Calibration.PANES));
        }
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
        for (float[] vector : Vectors.units(20, D, 23)) {
            List<float[]> constant = Collections.nCopies(300, vector);
            Summary whole = Summary.of(constant);
            Calibration calibration = Calibration.of(constant, whole, 40);

            Detectors same = Detectors.between(Summary.of(constant.subList(0, 40)), whole);

            for (int k = 0; k < Detectors.COUNT; k++) {
                assertThat(calibration.pValue(k, same.get(k))).as("detector " + k).isEqualTo(1);
            }
        }
    }
}
