package dev.vectide.monitor.reports;

import dev.vectide.core.report.Alert;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Score;
import dev.vectide.monitor.MonitorOutput;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The newest scores, reports and alerts of every stream, bounded in number. Older ones are in the topics.
 *
 * <p>Safe for concurrent use.
 */
public final class ReportBook {
    /** Scores kept of a stream, and as many of its anomalies as a list can show. */
    public static final int SCORES = 2000;

    public static final int ANOMALIES = 500;
    /** Reports kept of a monitor. */
    public static final int HISTORY = 1000;

    private static final int ALERTS = 500;

    private final Map<String, Recent<Score>> scores = new HashMap<>();
    private final Map<String, Recent<Score>> anomalies = new HashMap<>();
    private final Map<String, Map<String, Recent<HealthReport>>> health = new HashMap<>();
    /** By incident; the one that was heard of first is first. */
    private final Map<String, Alert> alerts = new LinkedHashMap<>();

    public synchronized void add(MonitorOutput output) {
        if (output instanceof MonitorOutput.Scored scored) {
            add(scored.score());
        } else if (output instanceof MonitorOutput.Reported reported) {
            HealthReport report = reported.report();
            health.computeIfAbsent(report.stream(), stream -> new TreeMap<>())
                    .computeIfAbsent(report.monitor() + "@" + report.space(), monitor -> new Recent<>(HISTORY))
                    .add(report);
        } else if (output instanceof MonitorOutput.Alerted alerted) {
            add(alerted.alert());
        }
    }

    /** The newest {@code limit} scores of a stream, oldest first. */
    public synchronized List<Score> scores(String stream, int limit, boolean onlyAnomalies) {
        Recent<Score> found = (onlyAnomalies ? anomalies : scores).get(stream);
        return found == null ? List.of() : found.newest(limit);
    }

    /** The newest {@code history} reports of each of a stream's monitors, by monitor, oldest first. */
    public synchronized List<HealthReport> health(String stream, int history) {
        Collection<Recent<HealthReport>> monitors = health.getOrDefault(stream, Map.of()).values();
        return monitors.stream().flatMap(reports -> reports.newest(history).stream()).toList();
    }

    /** Streams of which there are health reports. */
    public synchronized Set<String> watched() {
        return Set.copyOf(health.keySet());
    }

    /** The newest state of every incident: those firing first, then the resolved; newest first in both. */
    public synchronized List<Alert> alerts() {
        List<Alert> all = new ArrayList<>(alerts.values());
        all.sort(Comparator.comparing(Alert::state)
                .thenComparing(Comparator.comparing(Alert::openedAt).reversed())
                .thenComparing(Alert::id));
        return all;
    }

    private void add(Score score) {
        scores.computeIfAbsent(score.stream(), stream -> new Recent<>(SCORES)).add(score);
        if (score.anomaly()) {
            anomalies.computeIfAbsent(score.stream(), stream -> new Recent<>(ANOMALIES)).add(score);
        }
    }

    private void add(Alert alert) {
        alerts.put(alert.id(), alert);
        if (alerts.size() > ALERTS) {
            // A firing alert is never forgotten before a resolved one.
            String oldest = alerts.values().stream()
                    .filter(one -> one.state() == Alert.State.RESOLVED)
                    .map(Alert::id)
                    .findFirst()
                    .orElse(alerts.keySet().iterator().next());
            alerts.remove(oldest);
        }
    }
}
