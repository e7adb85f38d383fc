package dev.vectide.local.story;

import dev.vectide.core.report.Alert;
import org.jspecify.annotations.Nullable;

/**
 * One alert, as it was seen from outside.
 *
 * @param opened as it was first seen
 * @param openedSeenMs when that was, in milliseconds since the story began
 * @param resolved null while it fires
 */
public record Sighting(Alert opened, long openedSeenMs, @Nullable Alert resolved, long resolvedSeenMs) {
    public String detector() {
        return opened.detector();
    }

    Sighting resolved(Alert now, long atMs) {
        return new Sighting(opened, openedSeenMs, now, atMs);
    }
}
