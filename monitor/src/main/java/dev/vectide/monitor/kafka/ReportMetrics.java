package dev.vectide.monitor.kafka;

import dev.vectide.core.report.Alert;
import dev.vectide.core.report.HealthReport;
import dev.vectide.monitor.MonitorOutput;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * What monitors say, as metrics: how many alerts fire, how each stream is, and the few figures of its representation that are
 * worth a line over time. {@code reason} is the detector or the monitor.
 *
 * <p>Told by one thread.
 */
public final class ReportMetrics {
    private static final double MILLIS = 1e3;

    private final MeterRegistry registry;
    private final List<Figure> figures = List.of(
            new Figure("collapse", "effective_rank", at -> Gauge.builder("vectide.monitor.effective.rank", at, AtomicReference::get)),
            new Figure("collapse", "dimensions_dead", at -> Gauge.builder("vectide.monitor.dead.dimensions", at, AtomicReference::get)),
            new Figure("collapse", "variance_trace", at -> Gauge.builder("vectide.monitor.variance", at, AtomicReference::get)),
            new Figure("collapse", "mean_cosine", at -> Gauge.builder("vectide.monitor.mean.cosine", at, AtomicReference::get)),
            new Figure("collapse", "uniformity", at -> Gauge.builder("vectide.monitor.uniformity", at, AtomicReference::get)),
            new Figure("drift", "centroid_distance", at -> Gauge.builder("vectide.monitor.centroid.distance", at, AtomicReference::get)),
            new Figure("drift", "far_share", at -> Gauge.builder("vectide.monitor.far.share", at, AtomicReference::get)),
            new Figure("drift", "evidence", at -> Gauge.builder("vectide.monitor.drift.evidence", at, AtomicReference::get)),
            new Figure("drift", "threshold", at -> Gauge.builder("vectide.monitor.drift.threshold", at, AtomicReference::get)),
            new Figure("novelty", "anomaly_share", at -> Gauge.builder("vectide.monitor.anomaly.share", at, AtomicReference::get)));

    /** Held here, as the registry would let them go. */
    private final Map<String, AtomicReference<Double>> values = new HashMap<>();

    private final Map<Tags, Set<String>> firing = new HashMap<>();

    /** A figure of a monitor's reports and the gauge that shows it. */
    private record Figure(
            String monitor, String name, Function<AtomicReference<Double>, Gauge.Builder<AtomicReference<Double>>> gauge) {}

    public ReportMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** What there is to know, what was there before included. */
    public void known(MonitorOutput output) {
        if (output instanceof MonitorOutput.Reported reported) {
            reported(reported.report());
        } else if (output instanceof MonitorOutput.Alerted alerted) {
            alerted(alerted.alert());
        }
    }

    private void reported(HealthReport report) {
        Tags tags = Tags.of("stream", report.stream(), "space", report.space());
        Tags monitor = tags.and("reason", report.monitor());
        set(at -> Gauge.builder("vectide.monitor.status", at, AtomicReference::get), "status", monitor, status(report));
        set(
                at -> Gauge.builder("vectide.monitor.pane.end", at, AtomicReference::get).baseUnit("seconds"),
                "pane end",
                monitor,
                report.pane().end().toEpochMilli() / MILLIS);
        for (Figure figure : figures) {
            Double value = report.figures().get(figure.name());
            if (figure.monitor().equals(report.monitor()) && value != null) {
                set(figure.gauge(), figure.name(), tags, value);
            }
        }
    }

    private static double status(HealthReport report) {
        return switch (report.status()) {
            case HealthReport.WARMING -> -1;
            case HealthReport.OK -> 0;
            case HealthReport.WARNING -> 1;
            default -> 2;
        };
    }

    private void alerted(Alert alert) {
        Tags tags = Tags.of("stream", alert.stream(), "space", alert.space(), "reason", alert.detector());
        Set<String> incidents = firing.computeIfAbsent(tags, none -> new HashSet<>());
        if (alert.state() == Alert.State.RESOLVED) {
            incidents.remove(alert.id());
        } else if (incidents.add(alert.id())) {
            registry.counter("vectide.monitor.opened.alerts", tags).increment();
        }
        set(at -> Gauge.builder("vectide.monitor.firing.alerts", at, AtomicReference::get), "firing", tags, incidents.size());
    }

    private void set(
            Function<AtomicReference<Double>, Gauge.Builder<AtomicReference<Double>>> gauge, String name, Tags tags, double value) {
        AtomicReference<Double> known = values.get(name + tags);
        if (known != null) {
            known.set(value);
        } else {
            AtomicReference<Double> first = new AtomicReference<>(value);
            values.put(name + tags, first);
            gauge.apply(first).tags(tags).register(registry);
        }
    }
}
