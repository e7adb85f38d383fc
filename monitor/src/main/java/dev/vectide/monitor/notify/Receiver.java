package dev.vectide.monitor.notify;

import dev.vectide.core.report.Alert;
import java.util.Set;

/**
 * One that is told of alerts.
 *
 * @param name that its memory is kept under; without a slash
 * @param streams that it hears of; empty for all
 * @param severities that it hears of; empty for all
 */
public record Receiver(String name, Set<String> streams, Set<Alert.Severity> severities, Pace pace) {
    public Receiver {
        streams = Set.copyOf(streams);
        severities = Set.copyOf(severities);
    }

    boolean hears(Alert alert) {
        return (streams.isEmpty() || streams.contains(alert.stream()))
                && (severities.isEmpty() || severities.contains(alert.severity()));
    }
}
