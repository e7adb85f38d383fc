package dev.vectide.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.report.Alert;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Score;
import dev.vectide.monitor.collapse.CollapseMonitor;
import dev.vectide.monitor.drift.DriftMonitor;
import dev.vectide.monitor.novelty.NoveltyMonitor;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The monitors as their users meet them: a stream, an incident, an alert that names it and goes when it is over. */
class IncidentsTest {
    private static final int D = 16;
    private static final int PANE = 250;
    private static final int KNOWN = 6;

    /** 20 ms between events and panes of 10 s, merged to 250: a pane every 500 events. */
    private static Traffic calm(long seed, int events) {
        return new Traffic(seed, D, KNOWN + 1, 4, 0.5).events(events, 0, KNOWN);
    }

    private static <S> Play play(StreamMonitor<S> monitor, Traffic traffic) {
        return Play.run(monitor, traffic.pass(60_000).inputs());
    }

    private static NoveltyMonitor novelty() {
        return new NoveltyMonitor(Play.config(PANE, 1500, 1000, 1000), Play.alerts(), Play.SPACE);
    }

    private static DriftMonitor drift() {
        return new DriftMonitor(Play.config(PANE, 2500, 500, 1000), Play.alerts(), Play.SPACE);
    }

    private static CollapseMonitor collapse() {
        return new CollapseMonitor(Play.config(PANE, 1500, 500, 1000), Play.alerts(), Play.SPACE);
    }

    /** Opened and resolved once each, and the sentences between. */
    private static List<Alert> incident(Play play) {
        List<Alert> told = play.alertsTold();
        assertThat(told).isNotEmpty();
        assertThat(told).extracting(Alert::id).containsOnly(told.get(0).id());
        assertThat(told.subList(0, told.size() - 1)).extracting(Alert::state).containsOnly(Alert.State.FIRING);
        assertThat(told.get(told.size() - 1).state()).isEqualTo(Alert.State.RESOLVED);
        return told;
    }

    /** Panes that ended from the incident's begin to the alert's opening, that one included. */
    private static long delay(Play play, Alert alert, long beganMs) {
        return play.reports().stream()
                .map(HealthReport::pane)
                .filter(pane -> pane.end().toEpochMilli() > beganMs && !pane.end().isAfter(alert.openedAt()))
                .count();
    }

    @Test
    void aCalmStreamRaisesNothing() {
        for (long seed = 1; seed <= 4; seed++) {
            Traffic traffic = calm(seed, 14_000);
            traffic.pass(60_000);
            assertThat(Play.run(novelty(), traffic.inputs()).alertsTold()).as("novelty, seed " + seed).isEmpty();
            assertThat(Play.run(drift(), traffic.inputs()).alertsTold()).as("drift, seed " + seed).isEmpty();
            assertThat(Play.run(collapse(), traffic.inputs()).alertsTold()).as("collapse, seed " + seed).isEmpty();
        }
    }

    @Test
    void aTopicNeverSeenIsNovelAndEvidenceNamesItsDocuments() {
        Traffic traffic = calm(11, 6000);
        long began = traffic.now();
        for (int i = 0; i < 1000; i++) {
            if (i % 10 == 0) {
                traffic.one("strange-" + i, traffic.near(KNOWN), "never seen " + i, true);
            } else {
                traffic.events(1, 0, KNOWN);
            }
        }
        traffic.events(6000, 0, KNOWN);

        Play play = play(novelty(), traffic);

        Alert opened = incident(play).get(0);
        assertThat(delay(play, opened, began)).isBetween(1L, 2L);
        assertThat(opened.evidence()).isNotEmpty().allSatisfy(example -> {
            assertThat(example.id()).startsWith("strange-");
            assertThat(example.text()).startsWith("never seen");
            assertThat(example.neighbours()).isNotEmpty()
                    .allSatisfy(neighbour -> assertThat(neighbour.text()).startsWith("text of cluster"));
        });
        assertThat(opened.promisedRunLength()).isEqualTo(1000.0);
        long strange = play.scores().stream().filter(score -> score.id().startsWith("strange-")).count();
        long caught = play.scores().stream().filter(score -> score.id().startsWith("strange-") && score.anomaly()).count();
        assertThat(strange).isEqualTo(100);
        assertThat(caught).isGreaterThan(95);
    }

    /** One in a hundred of normal documents may be called an anomaly: over seeds, as a binomial and 1,000 calibration points allow. */
    @Test
    void normalDocumentsAreAnomaliesAsOftenAsChosen() {
        long scored = 0;
        long anomalies = 0;
        int seeds = 6;
        for (long seed = 21; seed < 21 + seeds; seed++) {
            for (Score score : play(novelty(), calm(seed, 8000)).scores()) {
                scored += score.state().equals(Score.SCORED) ? 1 : 0;
                anomalies += score.anomaly() ? 1 : 0;
            }
        }
        double rate = (double) anomalies / scored;
        double error = Math.sqrt(0.01 * 0.99 / scored + 0.01 * 0.99 / 1000 / seeds);
        assertThat(scored).isGreaterThan(20_000);
        assertThat(rate).isBetween(0.01 - 4 * error, 0.01 + 4 * error);
    }

    @Test
    void aMixThatMovesIsDrift() {
        Traffic traffic = calm(31, 9000);
        long began = traffic.now();
        for (int i = 0; i < 3000; i++) {
            traffic.events(1, i % 2 == 0 ? 0 : 1, i % 2 == 0 ? KNOWN : 2);
        }
        traffic.events(8000, 0, KNOWN);

        Play play = play(drift(), traffic);

        Alert opened = incident(play).get(0);
        assertThat(delay(play, opened, began)).isBetween(1L, 3L);
        assertThat(opened.evidence()).isNotEmpty()
                .allSatisfy(example -> assertThat(example.text()).isEqualTo("text of cluster 1"));
        assertThat(opened.figures().get("centroid_distance")).isPositive();
    }

    @Test
    void vectorsThatLoseRankAreACollapse() {
        Traffic traffic = calm(41, 5000);
        long began = traffic.now();
        traffic.events(2000, 0, KNOWN, vector -> {
            float[] flat = vector.clone();
            java.util.Arrays.fill(flat, D / 2, D, 0);
            return flat;
        });
        traffic.events(5000, 0, KNOWN);

        Play play = play(collapse(), traffic);

        Alert opened = incident(play).get(0);
        assertThat(delay(play, opened, began)).isBetween(1L, 2L);
        Alert worst = play.alertsTold().stream()
                .filter(alert -> alert.severity() == Alert.Severity.CRITICAL)
                .findFirst()
                .orElseThrow();
        assertThat(worst.dimensions()).contains(D - 1, D / 2).doesNotContain(0);
        assertThat(Objects.requireNonNull(worst.figures().get("dimensions_dead"))).isEqualTo(D / 2.0);
    }

    /**
     * While nothing changes a drift alert comes no more often than promised: over seeds, panes over alerts. With alerts as
     * rare events, their number is at most three standard deviations of a Poisson count above what is promised.
     */
    @Test
    void driftKeepsThePromisedRunLength() {
        double promised = 50;
        long panes = 0;
        long alarms = 0;
        for (long seed = 51; seed < 63; seed++) {
            DriftMonitor monitor = new DriftMonitor(Play.config(100, 3000, 500, promised), Play.alerts(), Play.SPACE);
            Play play = play(monitor, new Traffic(seed, D, KNOWN, 4, 0.5).events(30_000, 0, KNOWN));
            panes += play.reports().stream().filter(report -> !report.status().equals(HealthReport.WARMING)).count();
            alarms += play.alertsTold().stream().map(Alert::id).distinct().count();
        }
        double expected = panes / promised;
        assertThat(panes).isGreaterThan(500);
        assertThat((double) alarms).isLessThan(expected + 3 * Math.sqrt(expected));
    }
}
