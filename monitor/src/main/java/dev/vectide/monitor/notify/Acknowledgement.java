package dev.vectide.monitor.notify;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.vectide.core.report.Alert;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody has taken up an incident: nobody is told of it again, unless it becomes worse, and then only of its end.
 *
 * @param alert id of the incident
 * @param severity that it had
 * @param until null for as long as the incident lasts
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Acknowledgement(
        String alert, Alert.Severity severity, String by, Instant at, @Nullable Instant until, String why) {
    public boolean isOver(Instant now) {
        return until != null && !now.isBefore(until);
    }

    boolean covers(Alert one, Instant now) {
        return alert.equals(one.id()) && severity.compareTo(one.severity()) >= 0 && !isOver(now);
    }
}
