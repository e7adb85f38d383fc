package dev.vectide.monitor.notify;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vectide.core.report.Alert;
import java.time.Instant;

/**
 * What a receiver knows of an incident.
 *
 * @param at when it was told last, or when that was given up
 * @param count of the times that it was told that the incident fires
 * @param alert as it was told, without evidence
 */
public record Told(State state, Instant at, int count, Alert alert) {
    public enum State {
        /** Told that it fires. */
        @JsonProperty("firing")
        FIRING,
        /** Told that it is over. */
        @JsonProperty("resolved")
        RESOLVED,
        /** Every try to tell it that it fires has failed. */
        @JsonProperty("gave-up")
        GAVE_UP,
        /** It was over before it was told, and muted or cooling down: it is not told any more. */
        @JsonProperty("passed-over")
        PASSED_OVER
    }
}
