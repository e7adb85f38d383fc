package dev.vectide.monitor.collapse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.monitor.stats.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every figure of a collapse report against the plain formula over all vectors at once, in {@link BatchCollapse}. */
class CollapseFiguresTest {
    private static final int D = 12;
    /** 5d, so that the rank figures are taken on all of them. */
    private static final int N = 5 * D;

    static Stream<Arguments> panes() {
        List<float[]> normal = Vectors.units(N, D, 1);
        List<float[]> other = Vectors.units(N, D, 2);
        return Stream.of(
                Arguments.of("another draw", other, normal),
                Arguments.of("the reference itself", normal, normal),
                Arguments.of("two dimensions constant", each(other, v -> set(set(v, 3, 0.2f), 7, 0)), normal),
                Arguments.of("a dimension weak", each(other, v -> set(v, 1, 0.1f + 0.15f * v[1])), normal),
                Arguments.of("dead in the reference too", each(other, v -> set(v, 5, 0)), each(normal, v -> set(v, 5, 0))),
                Arguments.of("alive where the reference was dead", other, each(normal, v -> set(v, 5, 0))),
                Arguments.of("of every length", scaled(other), scaled(normal)),
                Arguments.of("three distinct vectors", repeated(other, 3), normal),
                Arguments.of("a plane", each(other, v -> plane(v)), normal));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("panes")
    void everyFigureIsItsBatchFormula(String name, List<float[]> vectors, List<float[]> normal) {
        CollapsePane pane = pane(vectors);

        CollapseFigures figures = CollapseFigures.against(pane, pane, new CollapseReference(pane(normal)), N);

        BatchCollapse batch = new BatchCollapse(vectors, normal);
        Map<String, Double> expected = batch.figures();
        assertThat(figures.values().keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach((figure, value) -> assertThat(figures.value(figure))
                .as(figure)
                .isCloseTo(value, within(tolerance(figure, value, expected))));
        assertThat(figures.deadDimensions()).containsExactlyElementsOf(batch.dead());
    }

    /** Vectors are kept in single precision; norms are added up on a grid of 2^-24, which bounds the error of sd². */
    private static double tolerance(String figure, double value, Map<String, Double> expected) {
        double rounding = 2e-5 * Math.max(1, Math.abs(value));
        double square = Math.scalb(1 + expected.get("norm_mean"), -23);
        return figure.equals("norm_sd") ? Math.max(rounding, Math.sqrt(value * value + square) - value) : rounding;
    }

    @Test
    void whatHasNoDirectionIsCountedAndIsInNoOtherFigure() {
        List<float[]> vectors = Vectors.units(N, D, 3);
        List<float[]> mixed = new ArrayList<>(vectors);
        mixed.add(4, filled(Float.NaN));
        mixed.add(9, filled(0));
        mixed.add(set(filled(1), 2, Float.NEGATIVE_INFINITY));
        CollapseReference reference = new CollapseReference(pane(Vectors.units(N, D, 4)));

        CollapseFigures clean = CollapseFigures.against(pane(vectors), pane(vectors), reference, N);
        CollapseFigures dirty = CollapseFigures.against(pane(mixed), pane(mixed), reference, N);

        assertThat(dirty.value("non_finite")).isEqualTo(2);
        assertThat(dirty.value("zero_norm")).isEqualTo(1);
        assertThat(dirty.value("unusable_share")).isEqualTo(3 / (N + 3.0));
        for (String moment : List.of("variance_trace", "mean_cosine", "variance_min", "variance_max", "norm_mean")) {
            assertThat(dirty.value(moment)).as(moment).isEqualTo(clean.value(moment));
        }
    }

    @Test
    void aPaneOfEqualVectorsHasLostEverything() {
        CollapseReference reference = new CollapseReference(pane(Vectors.units(N, D, 5)));
        CollapsePane pane = pane(repeated(Vectors.units(1, D, 6), 1, N));

        CollapseFigures figures = CollapseFigures.against(pane, pane, reference, N);

        assertThat(figures.value("variance_trace")).isZero();
        assertThat(figures.value("variance_ratio")).isZero();
        assertThat(figures.value("mean_cosine")).isCloseTo(1, within(1e-6));
        assertThat(figures.value("dead_share")).isEqualTo(1);
        assertThat(figures.value("directions_lost")).isEqualTo(D);
        assertThat(figures.value("duplicate_share")).isEqualTo((N - 1.0) / N);
        assertThat(figures.value("participation_ratio")).isNaN();
        assertThat(figures.value("effective_rank")).isNaN();
    }

    @Test
    void againstAReferenceOfEqualVectorsNothingIsLost() {
        CollapsePane constant = pane(repeated(Vectors.units(1, D, 7), 1, N));

        CollapseFigures same = CollapseFigures.against(constant, constant, new CollapseReference(constant), N);

        assertThat(same.value("variance_ratio")).isNaN();
        assertThat(same.value("dimensions_masked")).isEqualTo(D);
        assertThat(same.value("dead_share")).isZero();
        assertThat(CollapseJudge.judge(same).status()).isEqualTo("ok");
    }

    @Test
    void oneVectorHasNoVariance() {
        CollapseFigures one = CollapseFigures.alone(pane(Vectors.units(1, D, 8)));

        assertThat(one.value("variance_trace")).isNaN();
        assertThat(one.value("mean_cosine")).isNaN();
        assertThat(one.value("norm_mean")).isCloseTo(1, within(1e-6));
    }

    private static CollapsePane pane(List<float[]> vectors) {
        return CollapsePanes.of(vectors);
    }

    private static List<float[]> each(List<float[]> vectors, UnaryOperator<float[]> change) {
        return vectors.stream().map(v -> change.apply(v.clone())).toList();
    }

    private static float[] set(float[] vector, int j, float value) {
        vector[j] = value;
        return vector;
    }

    private static float[] filled(float value) {
        float[] vector = new float[D];
        java.util.Arrays.fill(vector, value);
        return vector;
    }

    private static float[] plane(float[] vector) {
        for (int j = 2; j < D; j++) {
            vector[j] = vector[0] * j - vector[1];
        }
        return vector;
    }

    private static List<float[]> scaled(List<float[]> vectors) {
        Random random = new Random(9);
        return each(vectors, v -> {
            float length = (float) Math.exp(random.nextGaussian());
            for (int j = 0; j < D; j++) {
                v[j] *= length;
            }
            return v;
        });
    }

    private static List<float[]> repeated(List<float[]> vectors, int distinct) {
        return repeated(vectors, distinct, vectors.size());
    }

    private static List<float[]> repeated(List<float[]> vectors, int distinct, int n) {
        List<float[]> repeated = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            repeated.add(vectors.get(i % distinct));
        }
        return repeated;
    }
}
