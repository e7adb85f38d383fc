package dev.vectide.monitor.novelty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Score;
import dev.vectide.monitor.Play;
import dev.vectide.monitor.Traffic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The figures of novelty reports against the scores that were told one by one. */
class NoveltyReportTest {
    private static final double RATE = 0.05;
    private static final int CALIBRATION = 150;
    private static final double RUN_LENGTH = 50;

    private final Play play = play();

    private static Play play() {
        Traffic traffic = new Traffic(61, 12, 6, 3, 0.5);
        traffic.clocks().events(3000, 0, 4).events(600, 0, 6).events(1000, 0, 4).pass(60_000);
        var config = Play.config(100, 450, CALIBRATION, RUN_LENGTH, RATE);
        return Play.run(new NoveltyMonitor(config, Play.alerts(), Play.SPACE), traffic.inputs());
    }

    @Test
    void figuresAreThoseOfTheScoresOfThePane() {
        List<HealthReport> judged =
                play.reports().stream().filter(report -> !report.figures().isEmpty()).toList();

        assertThat(judged).isNotEmpty();
        double r = 0;
        boolean open = false;
        for (HealthReport report : judged) {
            List<Score> scores = play.scores().stream()
                    .filter(score -> !score.time().isBefore(report.pane().start())
                            && score.time().isBefore(report.pane().end())
                            && score.distance() != null)
                    .toList();
            double anomalies = scores.stream().filter(Score::anomaly).count();
            Map<String, Double> figures = report.figures();
            assertThat(figures)
                    .containsEntry("scored", (double) scores.size())
                    .containsEntry("anomalies", anomalies)
                    .containsEntry("anomaly_share", anomalies / scores.size())
                    .containsEntry("anomaly_rate", RATE)
                    .containsEntry("reference_size", 450.0)
                    .containsEntry("calibration_size", (double) CALIBRATION)
                    .containsEntry("threshold", RUN_LENGTH);
            assertThat(figures.get("distance_mean"))
                    .isCloseTo(scores.stream().mapToDouble(Score::distance).average().orElseThrow(), within(1e-9));
            double nullRate = RATE + 3 * Math.sqrt(RATE * (1 - RATE) / CALIBRATION);
            double e = evidence(anomalies, scores.size(), nullRate);
            r = (1 + r) * e;
            assertThat(figures.get("anomaly_rate_null")).isCloseTo(nullRate, within(1e-12));
            assertThat(figures.get("e_value")).isCloseTo(e, within(1e-9 * e));
            assertThat(figures.get("evidence")).isCloseTo(r, within(1e-9 * r));
            boolean firing = open ? e > 1 : r >= RUN_LENGTH;
            boolean alarmed = open || firing;
            assertThat(report.status().equals(HealthReport.OK)).isEqualTo(!alarmed);
            open = alarmed && stillOpen(report);
            r = alarmed && !open ? 0 : r;
        }
        assertThat(play.alertsTold()).isNotEmpty();
    }

    /** Whether the alert told of this pane was not its last word. */
    private boolean stillOpen(HealthReport report) {
        return play.alertsTold().stream()
                .anyMatch(alert -> alert.updatedAt().equals(report.pane().end()) && alert.resolvedAt() == null);
    }

    private static double evidence(double anomalies, double scored, double nullRate) {
        double sum = 0;
        for (double factor : new double[] {2, 5, 10, 20}) {
            double q = Math.min(factor * nullRate, 0.95);
            sum += Math.pow(q / nullRate, anomalies) * Math.pow((1 - q) / (1 - nullRate), scored - anomalies);
        }
        return sum / 4;
    }

    @Test
    void anAnomalyIsAPValueOfAtMostTheRate() {
        List<Score> scored =
                play.scores().stream().filter(score -> score.pValue() != null).toList();

        assertThat(scored).isNotEmpty().allSatisfy(score -> {
            assertThat(score.anomaly()).isEqualTo(score.pValue() <= RATE);
            assertThat(score.neighbours()).hasSize(5);
            double mean = score.neighbours().stream().mapToDouble(one -> 1 - one.similarity()).average().orElseThrow();
            assertThat(score.distance()).isCloseTo(mean, within(1e-12));
        });
        assertThat(scored).filteredOn(Score::anomaly).isNotEmpty();
    }
}
