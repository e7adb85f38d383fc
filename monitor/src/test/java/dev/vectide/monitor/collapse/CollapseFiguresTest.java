package dev.vectide.monitor.collapse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.monitor.Play;
import dev.vectide.monitor.Traffic;
import dev.vectide.monitor.VectorInput;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** The figures of a pane against their definitions, over the vectors in double. */
class CollapseFiguresTest {
    private static final int D = 10;
    private static final int N = 600;
    private static final int MASKED = 4;
    private static final Percentage CLOSE = Percentage.withPercentage(1e-6);

    private final Traffic traffic = new Traffic(8, D, 4, 1, 1);
    private final List<float[]> normal = vectors(CollapseFiguresTest::masked);

    private List<float[]> vectors(UnaryOperator<float[]> fault) {
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < N; i++) {
            vectors.add(unit(fault.apply(traffic.near(i % 4))));
        }
        return vectors;
    }

    private static float[] unit(float[] vector) {
        double norm = 0;
        for (float value : vector) {
            norm += (double) value * value;
        }
        float[] unit = vector.clone();
        for (int j = 0; j < unit.length; j++) {
            unit[j] = (float) (vector[j] / Math.sqrt(norm));
        }
        return unit;
    }

    /** As some encoders have it: one dimension never varies. */
    private static float[] masked(float[] vector) {
        float[] changed = vector.clone();
        changed[MASKED] = 0;
        return changed;
    }

    private static CollapsePane pane(List<float[]> vectors) {
        CollapsePane pane = new CollapsePane();
        for (int i = 0; i < vectors.size(); i++) {
            float[] vector = vectors.get(i);
            pane.add(new VectorInput(Play.STREAM, "doc-" + i, 0, i, 0, vector, null, true), vector);
        }
        return pane;
    }

    private CollapseFigures figures(List<float[]> vectors) {
        CollapsePane pane = pane(vectors);
        return CollapseFigures.against(pane, pane, new CollapseReference(pane(normal)), N);
    }

    private static double variance(List<float[]> vectors, int j) {
        double mean = vectors.stream().mapToDouble(vector -> vector[j]).average().orElseThrow();
        return vectors.stream().mapToDouble(vector -> (vector[j] - mean) * (vector[j] - mean)).sum() / (vectors.size() - 1);
    }

    private static double trace(List<float[]> vectors) {
        double trace = 0;
        for (int j = 0; j < D; j++) {
            trace += variance(vectors, j);
        }
        return trace;
    }

    @Test
    void nothingIsFoundWhereNothingChanged() {
        CollapseFigures figures = figures(vectors(CollapseFiguresTest::masked));
        assertThat(figures.value("dimensions_masked")).isEqualTo(1);
        assertThat(figures.value("dimensions_dead")).isZero();
        assertThat(figures.value("dimensions_weak")).isZero();
        assertThat(figures.value("directions_lost")).isZero();
        assertThat(CollapseJudge.judge(figures).status()).isEqualTo("ok");
    }

    @Test
    void varianceAndMeanCosineAreTheBatchFormulas() {
        List<float[]> vectors = vectors(CollapseFiguresTest::masked);
        CollapseFigures figures = figures(vectors);
        double cosine = 0;
        for (int a = 0; a < N; a++) {
            for (int b = 0; b < a; b++) {
                for (int j = 0; j < D; j++) {
                    cosine += 2.0 * vectors.get(a)[j] * vectors.get(b)[j];
                }
            }
        }
        assertThat(figures.value("mean_cosine")).isCloseTo(cosine / N / (N - 1), within(1e-7));
        assertThat(figures.value("variance_trace")).isCloseTo(trace(vectors), CLOSE);
        assertThat(figures.value("variance_ratio")).isCloseTo(trace(vectors) / trace(normal), CLOSE);
        assertThat(figures.value("variance_min")).isCloseTo(0, within(1e-12));
    }

    @Test
    void deadAndWeakDimensionsAreCountedByTheirRelativeVariance() {
        List<float[]> vectors = vectors(vector -> {
            float[] changed = masked(vector);
            changed[2] = 0;
            changed[7] *= 0.05f;
            return changed;
        });
        CollapseFigures figures = figures(vectors);
        int dead = 0;
        int weak = 0;
        for (int j = 0; j < D; j++) {
            double now = variance(vectors, j) / (trace(vectors) / D);
            double before = variance(normal, j) / (trace(normal) / D);
            dead += before >= 0.1 && now < 0.01 ? 1 : 0;
            weak += before >= 0.1 && now < 0.1 * before ? 1 : 0;
        }
        assertThat(dead).isEqualTo(2);
        assertThat(figures.value("dimensions_dead")).isEqualTo(dead);
        assertThat(figures.value("dimensions_weak")).isEqualTo(weak);
        assertThat(figures.value("dead_share")).isCloseTo(dead / (D - 1.0), within(1e-12));
        assertThat(figures.deadDimensions()).containsExactly(2, 7);
        assertThat(CollapseJudge.judge(figures).status()).isEqualTo("critical");
    }

    @Test
    void participationIsComparedAtEqualN() {
        List<float[]> vectors = vectors(vector -> {
            float[] flat = masked(vector);
            flat[0] *= 6;
            return flat;
        });
        double ratio = participation(vectors) / participation(normal);
        assertThat(figures(vectors).value("compared_sample")).isEqualTo(5 * D);
        // Both are taken on samples of 5d: near to what all vectors give.
        assertThat(figures(vectors).value("participation_ratio_ratio")).isCloseTo(ratio, within(0.15));
    }

    private static double participation(List<float[]> vectors) {
        double frobenius = 0;
        for (int i = 0; i < D; i++) {
            for (int j = 0; j < D; j++) {
                double c = covariance(vectors, i, j);
                frobenius += c * c;
            }
        }
        return trace(vectors) * trace(vectors) / frobenius;
    }

    private static double covariance(List<float[]> vectors, int i, int j) {
        double mi = vectors.stream().mapToDouble(vector -> vector[i]).average().orElseThrow();
        double mj = vectors.stream().mapToDouble(vector -> vector[j]).average().orElseThrow();
        return vectors.stream().mapToDouble(vector -> (vector[i] - mi) * (vector[j] - mj)).sum() / (vectors.size() - 1);
    }

    @Test
    void vectorsThatBecomeOneAreACompleteCollapse() {
        float[] constant = traffic.near(0);
        CollapseFigures figures = figures(vectors(vector -> {
            float[] pulled = masked(vector);
            for (int j = 0; j < D; j++) {
                pulled[j] = 0.05f * pulled[j] + constant[j];
            }
            return pulled;
        }));
        assertThat(figures.value("variance_ratio")).isLessThan(0.2);
        assertThat(CollapseJudge.judge(figures).status()).isEqualTo("critical");
    }
}
