package dev.vectide.evaluate.invariance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.evaluate.bootstrap.Bootstrap;
import dev.vectide.evaluate.invariance.Verdict.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Items are angles in degrees, and the encoder is the circle: so every distance is known. */
class InvarianceCheckTest {
    private static final Function<List<Integer>, float[][]> CIRCLE =
            degrees -> degrees.stream().map(InvarianceCheckTest::unit).toArray(float[][]::new);

    private static float[] unit(int degrees) {
        return new float[] {(float) Math.cos(Math.toRadians(degrees)), (float) Math.sin(Math.toRadians(degrees))};
    }

    private static double distance(int degrees) {
        return 1 - Math.cos(Math.toRadians(degrees));
    }

    private record Turn(int degrees, int everyNth) implements Perturbation<Integer> {
        @Override
        public String label() {
            return "turn";
        }

        @Override
        public Optional<Integer> apply(Integer item, RandomGenerator random) {
            return item / 9 % everyNth == 0 ? Optional.of(item + degrees) : Optional.empty();
        }
    }

    /** 40 items, 9 degrees apart. */
    private static InvarianceCheck<Integer> check(List<Integer> labels) {
        List<Integer> items = IntStream.range(0, 40).mapToObj(i -> 9 * i).toList();
        return new InvarianceCheck<>(items, labels, CIRCLE, new Bootstrap(200, 0.95, 1));
    }

    @ParameterizedTest
    @CsvSource({"2, IGNORES, MET", "8, IGNORES, NOT_MET", "2, MUST_NOT_IGNORE, NOT_MET", "8, MUST_NOT_IGNORE, MET"})
    void theRatioOfTheShiftToTheDistanceThatMattersDecides(int degrees, Expectation expectation, Outcome outcome) {
        Verdict verdict = check(List.of()).verdict(new Declaration<>(new Turn(degrees, 1), expectation, 0.5));

        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(verdict.met()).isEqualTo(outcome == Outcome.MET);
        assertThat(verdict.ratio().value()).isCloseTo(distance(degrees) / distance(9), within(1e-4));
        assertThat(verdict.shift().median().value()).isCloseTo(distance(degrees), within(1e-6));
        assertThat(verdict.shift().p90().value()).isCloseTo(distance(degrees), within(1e-6));
        assertThat(verdict.mattering().median().value()).isCloseTo(distance(9), within(1e-6));
        assertThat(verdict.strays()).isEqualTo(degrees > 4.5 ? 1 : 0);
    }

    /** Four labels in a row of ten: the nearest item of another is 1 to 5 steps away. */
    @Test
    void withLabelsOnlyAnotherLabelMatters() {
        List<Integer> labels = IntStream.range(0, 40).mapToObj(i -> i / 10).toList();

        Verdict verdict = check(labels).verdict(Declaration.ignores(new Turn(8, 1)));

        double expected = (distance(27) + distance(27)) / 2;
        assertThat(verdict.mattering().median().value()).isCloseTo(expected, within(1e-6));
        assertThat(verdict.mattering().p90().value()).isCloseTo(distance(45), within(1e-6));
        assertThat(verdict.outcome()).isEqualTo(Outcome.MET);
    }

    @Test
    void itemsToWhichItDoesNotApplyAreCounted() {
        Verdict half = check(List.of()).verdict(Declaration.ignores(new Turn(2, 2)));
        Verdict tenth = check(List.of()).verdict(Declaration.ignores(new Turn(2, 10)));

        assertThat(half.applied()).isEqualTo(20);
        assertThat(half.notApplicable()).isEqualTo(20);
        assertThat(half.outcome()).isEqualTo(Outcome.MET);
        assertThat(tenth.applied()).isEqualTo(4);
        assertThat(tenth.notApplicable()).isEqualTo(36);
        assertThat(tenth.outcome()).isEqualTo(Outcome.NOT_MEASURED);
        assertThat(tenth.ratio().value()).isNaN();
    }

    @Test
    void aChangeThatChangesNothingDoesNotApply() {
        assertThat(check(List.of()).verdict(Declaration.ignores(new Turn(0, 1))).notApplicable()).isEqualTo(40);
    }

    /** Half of the items turn little, half turn far: the median lies at either, by chance. */
    @Test
    void anIntervalThatHoldsTheLimitIsUnclear() {
        Perturbation<Integer> mixed = new Perturbation<>() {
            @Override
            public String label() {
                return "mixed";
            }

            @Override
            public Optional<Integer> apply(Integer item, RandomGenerator random) {
                return Optional.of(item + (item / 9 % 2 == 0 ? 1 : 9));
            }
        };

        assertThat(check(List.of()).verdict(Declaration.ignores(mixed)).outcome()).isEqualTo(Outcome.UNCLEAR);
        assertThat(check(List.of()).verdict(Declaration.mustNotIgnore(mixed)).outcome()).isEqualTo(Outcome.UNCLEAR);
    }

    @Test
    void neighboursAreThoseOfBruteForce() {
        List<Integer> items = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            items.add(i * i * 7 % 360 + 360 * i);
        }
        items.add(items.get(5));
        Verdict verdict = new InvarianceCheck<>(items, List.of(), CIRCLE, Bootstrap.DEFAULT)
                .verdict(Declaration.ignores(new Turn(5, 1)));

        int applied = 0;
        int moved = 0;
        for (int item : items) {
            if (item / 9 % 1 == 0) {
                applied++;
                moved += nearest(items, item, item) == nearest(items, item + 5, item) ? 0 : 1;
            }
        }
        assertThat(verdict.applied()).isEqualTo(applied);
        assertThat(verdict.neighbourChanges()).isStrictlyBetween(0.0, 1.0).isCloseTo((double) moved / applied, within(1e-12));
    }

    private static int nearest(List<Integer> items, int query, int but) {
        int best = -1;
        double most = -2;
        float[] q = unit(query);
        for (int i = 0; i < items.size(); i++) {
            float[] u = unit(items.get(i));
            double cosine = (double) q[0] * u[0] + (double) q[1] * u[1];
            if (items.get(i) != but && cosine > most) {
                most = cosine;
                best = i;
            }
        }
        return best;
    }

    @Test
    void equalSeedsGiveEqualVerdicts() {
        Perturbation<Integer> random = new Perturbation<>() {
            @Override
            public String label() {
                return "random";
            }

            @Override
            public Optional<Integer> apply(Integer item, RandomGenerator dice) {
                return Optional.of(item + 1 + dice.nextInt(20));
            }
        };

        Verdict first = check(List.of()).verdict(Declaration.ignores(random));

        assertThat(check(List.of()).verdicts(List.of(Declaration.ignores(random)))).containsExactly(first);
        assertThat(first.shift().p90().value()).isGreaterThan(first.shift().median().value());
    }

    @Test
    void refusesWhatItCannotMeasure() {
        Bootstrap bootstrap = Bootstrap.DEFAULT;
        List<Integer> items = List.of(0, 90);
        assertThatThrownBy(() -> new InvarianceCheck<>(items, List.of(1), CIRCLE, bootstrap))
                .hasMessageContaining("1 labels for 2");
        assertThatThrownBy(() -> new InvarianceCheck<>(items, List.of(1, 1), CIRCLE, bootstrap))
                .hasMessageContaining("item 0: there is no other of another label");
        assertThatThrownBy(() -> new InvarianceCheck<>(List.of(7, 7), List.of(), CIRCLE, bootstrap))
                .hasMessageContaining("item 0: there is no other to tell it from");
        assertThatThrownBy(() -> new InvarianceCheck<>(items, List.of(), any -> new float[1][2], bootstrap))
                .hasMessageContaining("1 vectors for 2 items");
        assertThatThrownBy(() -> new InvarianceCheck<>(items, List.of(), any -> new float[][] {{1, 0}, {3, 4}}, bootstrap))
                .hasMessageContaining("vector 1 has dimension 2 and norm 5.0");
        assertThatThrownBy(() -> new Declaration<>(new Turn(1, 1), Expectation.IGNORES, 0))
                .hasMessageContaining("turn: a limit of 0.0");
        assertThat(Arrays.asList(Outcome.values())).hasSize(4);
    }
}
