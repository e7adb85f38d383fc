package dev.vectide.evaluate.mitigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.evaluate.bootstrap.Bootstrap;
import dev.vectide.evaluate.bootstrap.Interval;
import dev.vectide.evaluate.mitigation.Judgement.Outcome;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
    private static TaskChange change(double low, double high) {
        return new TaskChange("a task", 0.5, 0.5 + (low + high) / 2, new Interval((low + high) / 2, low, high));
    }

    @ParameterizedTest
    @CsvSource({
        "0.01, 0.05, -0.005, 0.02, ADOPT",
        "0.01, 0.05, 0.001, 0.02, ADOPT",
        "-0.001, 0.05, 0, 0, NO_GAIN",
        "-0.05, -0.01, 0, 0, NO_GAIN",
        "0.01, 0.05, -0.004, -0.001, LOSS_ELSEWHERE",
        "0.01, 0.05, -0.2, 0.2, UNPROVEN_ELSEWHERE"
    })
    void adoptsOnlyWhatGainsAndHarmsNothing(double low, double high, double otherLow, double otherHigh, Outcome outcome) {
        Judgement judgement =
                new Judgement("centring", change(low, high), List.of(change(0, 0.1), change(otherLow, otherHigh)), 0.01);

        assertThat(judgement.outcome()).isEqualTo(outcome);
        assertThat(judgement.adopted()).isEqualTo(outcome == Outcome.ADOPT);
    }

    @Test
    void aGainThatIsComparedWithNothingElseIsNotJudged() {
        assertThatThrownBy(() -> new Judgement("centring", change(1, 2), List.of(), 0.01))
                .hasMessageContaining("no other task");
    }

    /** Scores of items that a transform of two dimensions raises by the vector's second number. */
    private record Shown(String name, float[][] vectors) implements JudgedTask {
        @Override
        public int items() {
            return vectors.length;
        }

        @Override
        public ToDoubleFunction<int[]> score(UnaryOperator<float[][]> view) {
            float[][] seen = view.apply(vectors);
            double[] scores = new double[seen.length];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = seen[i][0];
            }
            return Bootstrap.mean(scores);
        }
    }

    /** The interval of a paired comparison is that of the differences: here all are equal, while the scores are spread. */
    @Test
    void theComparisonIsPaired() {
        SplittableRandom random = new SplittableRandom(1);
        float[][] vectors = new float[50][];
        for (int i = 0; i < vectors.length; i++) {
            double angle = random.nextDouble() * Math.PI;
            vectors[i] = new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
        }
        Adapter mirror = new Adapter(new double[][] {{1, 0}, {0, -1}});

        TaskChange comparison = Judge.DEFAULT.compare(mirror, new Shown("first number", vectors));

        assertThat(comparison.before()).isEqualTo(comparison.after());
        assertThat(comparison.change()).isEqualTo(new Interval(0, 0, 0));
    }

    @Test
    void judgesTheTargetAndTheOthers() {
        float[][] target = {{0.6f, 0.8f}, {0.8f, 0.6f}, {0, 1}, {0.6f, 0.8f}};
        float[][] other = {{-1, 0}, {1, 0}};
        Adapter first = new Adapter(new double[][] {{2, 0}, {0, 1}});

        Judgement judgement = new Judge(new Bootstrap(200, 0.9, 4), 0.01)
                .judge(first, new Shown("target", target), List.of(new Shown("other", other)));

        TaskChange gain = judgement.target();
        assertThat(gain.change().value()).isCloseTo(gain.after() - gain.before(), within(1e-12));
        assertThat(judgement.target().gains()).isTrue();
        assertThat(judgement.others()).extracting(TaskChange::task).containsExactly("other");
        assertThat(judgement.outcome()).isEqualTo(Outcome.ADOPT);
        assertThat(judgement.transform()).isEqualTo("adapter");
    }
}
