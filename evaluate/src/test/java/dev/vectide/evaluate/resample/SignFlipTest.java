package dev.vectide.evaluate.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignFlipTest {
    /** Every assignment of signs, one difference after the other, zeros included. Whole numbers have no rounding. */
    private static long asFar(int[] differences, int next, int sum, int found) {
        if (next == differences.length) {
            return Math.abs(sum) >= Math.abs(found) ? 1 : 0;
        }
        return asFar(differences, next + 1, sum + differences[next], found)
                + asFar(differences, next + 1, sum - differences[next], found);
    }

    private static double enumerated(int[] differences) {
        return asFar(differences, 0, 0, Arrays.stream(differences).sum()) / (double) (1L << differences.length);
    }

    private static int[] drawn(int n, long seed, int shift) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, n).map(i -> random.nextInt(-6, 7) + shift).toArray();
    }

    /** In tenths, which have no exact binary form: ties of sums must still be ties. */
    private static double p(int[] tenths) {
        return SignFlip.p(Arrays.stream(tenths).mapToDouble(value -> value / 10.0).toArray());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void fewDifferencesAreEnumerated(long seed) {
        int[] differences = drawn((int) (2 + seed), seed, (int) (seed % 3));

        assertThat(p(differences)).isCloseTo(enumerated(differences), within(1e-12));
    }

    /** Five standard errors of 10,000 draws: 0.025 at most. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void manyAreDrawn(long seed) {
        int[] differences = drawn(22, seed, 1);
        assertThat(Arrays.stream(differences).filter(value -> value != 0).count()).isGreaterThan(SignFlip.EXACT);

        assertThat(p(differences)).isCloseTo(enumerated(differences), within(0.025));
        assertThat(p(differences)).isEqualTo(p(differences));
    }

    @Test
    void theEndsAreKnown() {
        assertThat(SignFlip.p(new double[] {0, 0, 0})).isEqualTo(1);
        assertThat(SignFlip.p(new double[0])).isEqualTo(1);
        assertThat(SignFlip.p(new double[] {1, -1})).isEqualTo(1);
        assertThat(SignFlip.p(new double[] {0.1, 0.2, 0, 0.3})).isEqualTo(2.0 / 8);
        assertThat(SignFlip.p(IntStream.range(0, 200).mapToDouble(i -> 0.01).toArray())).isEqualTo(1.0 / 10_001);
        assertThatThrownBy(() -> SignFlip.p(new double[] {0, Double.NaN})).hasMessageContaining("difference 1 is NaN");
    }

    /** Of a mean both tests are of the same differences; a rank correlation is no mean of its items. */
    @Test
    void onlyMeansHaveIt() {
        SplittableRandom random = new SplittableRandom(7);
        double[] a = random.doubles(300).toArray();
        double[] b = random.doubles(300).toArray();
        double[] differences = IntStream.range(0, 300).mapToDouble(i -> a[i] - b[i]).toArray();

        ScoreBootstrap.Difference of = ScoreBootstrap.paired(Statistics.mean(a), Statistics.mean(b));

        assertThat(of.signFlip()).hasValue(SignFlip.p(differences));
        assertThat(of.signFlip().orElseThrow()).isCloseTo(of.p(), within(0.05));
        assertThat(ScoreBootstrap.paired(Statistics.spearman(a, b), Statistics.spearman(b, a)).signFlip()).isEmpty();
    }
}
