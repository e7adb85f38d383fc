package dev.vectide.monitor.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.report.Alert;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Pane;
import dev.vectide.core.report.Score;
import dev.vectide.monitor.MonitorOutput;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportBookTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final ReportBook book = new ReportBook();

    @Test
    void keepsTheNewestScoresAndTheAnomaliesLonger() {
        book.add(new MonitorOutput.Scored(score(0, true)));
        for (int i = 1; i <= ReportBook.SCORES; i++) {
            book.add(new MonitorOutput.Scored(score(i, false)));
        }

        assertThat(book.scores("s", 2, false)).extracting(Score::id).containsExactly("d1999", "d2000");
        assertThat(book.scores("s", ReportBook.SCORES, false)).hasSize(ReportBook.SCORES).noneMatch(Score::anomaly);
        assertThat(book.scores("s", 10, true)).extracting(Score::id).containsExactly("d0");
        assertThat(book.scores("unknown", 10, false)).isEmpty();
    }

    @Test
    void givesTheNewestReportsOfEachMonitor() {
        for (int pane = 0; pane < 3; pane++) {
            book.add(report("drift", pane));
            book.add(report("collapse", pane));
        }

        assertThat(book.health("s", 2))
                .extracting(HealthReport::monitor, report -> report.pane().n())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("collapse", 1L),
                        org.assertj.core.groups.Tuple.tuple("collapse", 2L),
                        org.assertj.core.groups.Tuple.tuple("drift", 1L),
                        org.assertj.core.groups.Tuple.tuple("drift", 2L));
    }

    @Test
    void showsWhatFiresFirstAndAnIncidentOnce() {
        book.add(alert("a", 1, Alert.State.FIRING));
        book.add(alert("b", 2, Alert.State.FIRING));
        book.add(alert("b", 2, Alert.State.RESOLVED));
        book.add(alert("c", 3, Alert.State.FIRING));

        assertThat(book.alerts()).extracting(Alert::id).containsExactly("c", "a", "b");
    }

    @Test
    void neverForgetsAFiringAlertBeforeAResolvedOne() {
        book.add(alert("firing", 0, Alert.State.FIRING));
        for (int i = 1; i <= 1000; i++) {
            book.add(alert("resolved" + i, i, Alert.State.RESOLVED));
        }

        assertThat(book.alerts()).hasSize(500).first().extracting(Alert::id).isEqualTo("firing");
    }

    private static Score score(int i, boolean anomaly) {
        return new Score(1, "s", "d" + i, T0, "space-0", Score.SCORED, 0.5, 0.5, anomaly, List.of(), "0:" + i, null);
    }

    private static MonitorOutput report(String monitor, int n) {
        Pane pane = new Pane(T0.plusSeconds(n), T0.plusSeconds(n + 1), n, 0);
        return new MonitorOutput.Reported(
                new HealthReport(1, "s", "space-0", monitor, pane, HealthReport.OK, Map.of(), List.of(), List.of()));
    }

    private static MonitorOutput alert(String id, int opened, Alert.State state) {
        Instant at = T0.plusSeconds(opened);
        return new MonitorOutput.Alerted(new Alert(1, id, "s", "space-0", "drift", state, Alert.Severity.WARNING, at, at,
                state == Alert.State.RESOLVED ? at : null, "moved", new Pane(at, at, 1, 0), Map.of(), 100.0, List.of(), List.of()));
    }
}
