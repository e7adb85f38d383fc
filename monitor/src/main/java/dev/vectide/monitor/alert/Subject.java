package dev.vectide.monitor.alert;

import java.time.Instant;

/** What an alert is about. {@code space} is a qualified name, {@code name-fp8}. */
public record Subject(String stream, String space, String detector) {
    /** Id of the incident that a pane ending at {@code openedAt} opened. */
    String incident(Instant openedAt) {
        return stream + "/" + space + "/" + detector + "/" + openedAt;
    }
}
