package dev.vectide.monitor.notify;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.vectide.core.report.Alert;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Alerts that nobody wants to be told of for a while. What is null covers all; at least one of them is not.
 *
 * @param id of the silence
 * @param at when it was made
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Silence(
        String id,
        @Nullable String stream,
        @Nullable String space,
        @Nullable String detector,
        Alert.@Nullable Severity severity,
        String by,
        Instant at,
        Instant until,
        String why) {
    public Silence {
        if (stream == null && space == null && detector == null && severity == null) {
            throw new IllegalArgumentException("expected one of stream, space, detector and severity at the least");
        }
    }

    public boolean isOver(Instant now) {
        return !now.isBefore(until);
    }

    boolean covers(Alert alert, Instant now) {
        return !isOver(now)
                && (stream == null || stream.equals(alert.stream()))
                && (space == null || space.equals(alert.space()))
                && (detector == null || detector.equals(alert.detector()))
                && (severity == null || severity == alert.severity());
    }
}
