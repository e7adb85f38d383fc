package dev.vectide.monitor.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.core.report.HealthReport;
import dev.vectide.monitor.Play;
import dev.vectide.monitor.Traffic;
import dev.vectide.monitor.VectorInput;
import dev.vectide.monitor.stats.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The figures of drift reports against their formulas over the very vectors that were sent. */
class DriftReportTest {
    private static final int D = 8;
    private static final int PANE = 100;
    private static final int REFERENCE = 400;
    private static final double RUN_LENGTH = 50;

    private final List<List<float[]>> panes = new ArrayList<>();
    private List<float[]> reference = List.of();
    private List<HealthReport> reports = List.of();

    /** Panes of exactly {@value #PANE} vectors, four of them the reference; the last ones moved. */
    private void play() {
        Traffic traffic = new Traffic(51, D, 4, 1);
        traffic.stepMs = 10_000 / PANE;
        traffic.pass(10_000 - traffic.stepMs).events(REFERENCE + 6 * PANE, 0, 4).events(6 * PANE, 0, 2).pass(60_000);
        List<float[]> sent = traffic.inputs().stream()
                .filter(input -> input instanceof VectorInput)
                .map(input -> ((VectorInput) input).vector())
                .toList();
        reference = sent.subList(0, REFERENCE);
        for (int from = REFERENCE; from < sent.size(); from += PANE) {
            panes.add(sent.subList(from, from + PANE));
        }
        var monitor = new DriftMonitor(Play.config(PANE, REFERENCE, 100, RUN_LENGTH), Play.alerts(), Play.SPACE);
        reports = Play.run(monitor, traffic.inputs()).reports().stream()
                .filter(report -> !report.status().equals(HealthReport.WARMING))
                .toList();
    }

    @Test
    void figuresAreTheFormulas() {
        play();

        assertThat(reports).hasSameSizeAs(panes);
        for (int t = 0; t < panes.size(); t++) {
            Map<String, Double> figures = reports.get(t).figures();
            double shift = shift(panes.get(t));
            double f = (double) PANE * REFERENCE / (PANE + REFERENCE);
            assertClose(figures, "centroid_distance", Math.sqrt(shift));
            assertClose(figures, "centroid_statistic", f * shift / trace(reference));
            assertClose(figures, "mean_cosine", Vectors.cosines(panes.get(t))[0]);
            assertClose(figures, "mean_cosine_reference", Vectors.cosines(reference)[0]);
            assertClose(figures, "variance_ratio", trace(panes.get(t)) / trace(reference));
            assertThat(figures).containsEntry("threshold", RUN_LENGTH).containsEntry("calibration_panes", 40_000.0);
        }
    }

    /** e is the mean over detectors of the mixture over κ, and R ← (1 + R)e. */
    @Test
    void evidenceFollowsFromThePValues() {
        play();

        double r = 0;
        boolean wasOpen = false;
        for (HealthReport report : reports) {
            Map<String, Double> figures = report.figures();
            double e = 0;
            for (String p : Detectors.NAMES) {
                for (double kappa : new double[] {.1, .3, .5, .7}) {
                    e += kappa * Math.pow(figures.get("p_" + p), kappa - 1) / 24;
                }
            }
            r = (1 + r) * e;
            assertClose(figures, "e_value", e);
            assertClose(figures, "evidence", r);
            boolean open = !report.status().equals(HealthReport.OK);
            assertThat(open).isEqualTo(wasOpen || r >= RUN_LENGTH);
            wasOpen = open;
        }
        assertThat(wasOpen).isTrue();
    }

    private static void assertClose(Map<String, Double> figures, String name, double value) {
        assertThat(figures.get(name)).as(name).isCloseTo(value, within(1e-5 * Math.max(1e-3, Math.abs(value))));
    }

    private double shift(List<float[]> pane) {
        double shift = 0;
        for (int j = 0; j < D; j++) {
            double delta = mean(pane, j) - mean(reference, j);
            shift += delta * delta;
        }
        return shift;
    }

    private static double mean(List<float[]> vectors, int j) {
        return vectors.stream().mapToDouble(vector -> vector[j]).average().orElseThrow();
    }

    private static double trace(List<float[]> vectors) {
        double[][] covariance = Vectors.covariance(vectors);
        double trace = 0;
        for (int j = 0; j < D; j++) {
            trace += covariance[j][j];
        }
        return trace;
    }
}
