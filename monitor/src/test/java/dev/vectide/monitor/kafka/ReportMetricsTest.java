package dev.vectide.monitor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.report.Alert;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Pane;
import dev.vectide.monitor.MonitorOutput;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportMetricsTest {
    private static final Instant T = Instant.parse("2026-03-01T10:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ReportMetrics metrics = new ReportMetrics(registry);

    @Test
    void incidentsThatFireAreCountedOnceHoweverOftenTheyAreTold() {
        metrics.known(alert("a", Alert.State.FIRING));
        metrics.known(alert("a", Alert.State.FIRING));
        metrics.known(alert("b", Alert.State.FIRING));
        assertThat(gauge("vectide.monitor.firing.alerts", "drift")).isEqualTo(2);

        metrics.known(alert("a", Alert.State.RESOLVED));
        metrics.known(alert("never heard of", Alert.State.RESOLVED));

        assertThat(gauge("vectide.monitor.firing.alerts", "drift")).isEqualTo(1);
        assertThat(registry.get("vectide.monitor.opened.alerts").tag("stream", "s").counter().count()).isEqualTo(2);
    }

    @Test
    void theNewestReportSaysHowAStreamIs() {
        metrics.known(report("collapse", HealthReport.WARMING, Map.of("effective_rank", 90.0)));
        metrics.known(report("collapse", HealthReport.CRITICAL, Map.of("effective_rank", 12.5, "threshold", 1.0)));
        metrics.known(report("drift", HealthReport.OK, Map.of("threshold", 10_080.0)));

        assertThat(gauge("vectide.monitor.status", "collapse")).isEqualTo(2);
        assertThat(gauge("vectide.monitor.status", "drift")).isZero();
        assertThat(gauge("vectide.monitor.pane.end", "drift")).isEqualTo(T.getEpochSecond());
        assertThat(registry.get("vectide.monitor.effective.rank").tag("stream", "s").gauge().value()).isEqualTo(12.5);
        assertThat(registry.get("vectide.monitor.drift.threshold").gauges()).singleElement().satisfies(gauge ->
                assertThat(gauge.value()).isEqualTo(10_080));
    }

    private double gauge(String name, String reason) {
        return registry.get(name).tag("stream", "s").tag("space", "toy-0").tag("reason", reason).gauge().value();
    }

    private static MonitorOutput report(String monitor, String status, Map<String, Double> figures) {
        Pane pane = new Pane(T.minusSeconds(60), T, 500, 0);
        return new MonitorOutput.Reported(
                new HealthReport(1, "s", "toy-0", monitor, pane, status, figures, List.of(), List.of()));
    }

    private static MonitorOutput alert(String id, Alert.State state) {
        return new MonitorOutput.Alerted(new Alert(
                1, id, "s", "toy-0", "drift", state, Alert.Severity.WARNING, T, T, state == Alert.State.RESOLVED ? T : null,
                "It moved.", new Pane(T, T, 1, 0), Map.of(), null, List.of(), List.of()));
    }
}
