package dev.vectide.monitor.flink;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.otel.OtelSpans;
import dev.vectide.core.report.Alert;
import dev.vectide.core.report.ClusterShift;
import dev.vectide.core.report.Evidence;
import dev.vectide.core.report.Score;
import dev.vectide.core.trace.Spans;
import dev.vectide.monitor.MonitorOutput;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A monitor in the traces of the documents that it judges: {@code monitor.score} in that of each document that is scored, from
 * the arrival of its vector on; {@code monitor.alert} in that of the first example of an alert whose trace is known, linked to
 * those of all. Which traces there are is remembered for so many documents, and over no restart: then a trace ends at the
 * vector.
 *
 * <p>Belongs to one task.
 */
final class JobSpans implements AutoCloseable {
    private static final int MOST = 10_000;

    private final Spans spans;
    private final String monitor;
    private final Map<String, Known> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST;
        }
    };

    private record Known(String traceparent, Instant arrived) {}

    JobSpans(VectideConfig.Tracing settings, String monitor) {
        this.spans = OtelSpans.of(settings, "monitor");
        this.monitor = monitor;
    }

    /** A vector of a recorded trace comes next. */
    void note(String stream, TraceNote note) {
        known.put(key(stream, note.document()), new Known(note.traceparent(), Instant.now()));
    }

    /** Records what is said, and answers which trace its record is to name, if any. */
    @Nullable String said(MonitorOutput output) {
        if (!spans.areOn() || known.isEmpty()) {
            return null;
        }
        if (output instanceof MonitorOutput.Scored scored) {
            return scored(scored.score());
        }
        return output instanceof MonitorOutput.Alerted alerted ? alerted(alerted.alert()) : null;
    }

    private @Nullable String scored(Score score) {
        String key = key(score.stream(), score.id());
        Known trace = known.get(key);
        if (trace == null) {
            return null;
        }
        Spans.Span span = spans.start("monitor.score", Spans.Kind.CONSUMER, trace.traceparent(), List.of(), trace.arrived())
                .with("vectide.stream", score.stream())
                .with("vectide.position", score.position())
                .with("vectide.anomaly", Boolean.toString(score.anomaly()));
        span.end();
        String own = span.traceparent();
        if (own != null) {
            known.put(key, new Known(own, trace.arrived()));
        }
        return own;
    }

    private @Nullable String alerted(Alert alert) {
        Stream<String> examples = Stream.concat(
                alert.evidence().stream().map(Evidence::id),
                alert.clusters().stream().map(ClusterShift::examples).flatMap(List::stream).map(Evidence::id));
        List<String> traces = examples.distinct()
                .map(id -> known.get(key(alert.stream(), id)))
                .filter(Objects::nonNull)
                .map(Known::traceparent)
                .toList();
        if (traces.isEmpty()) {
            return null;
        }
        Spans.Span span = spans.start("monitor.alert", Spans.Kind.INTERNAL, traces.get(0), traces, null)
                .with("vectide.stream", alert.stream())
                .with("vectide.detector", monitor)
                .with("vectide.alert", alert.id())
                .with("vectide.severity", alert.severity().name());
        span.end();
        return span.traceparent();
    }

    private static String key(String stream, String document) {
        return stream + "/" + document;
    }

    @Override
    public void close() {
        spans.close();
    }
}
