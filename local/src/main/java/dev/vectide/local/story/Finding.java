package dev.vectide.local.story;

import dev.vectide.core.report.Alert;
import java.util.Optional;

/**
 * What became of one incident.
 *
 * @param stretch while which it lasted
 * @param sighting the alert that found it; empty if none did
 * @param detectedAfter events from the incident's first to the end of the pane that opened the alert
 * @param resolvedAfter events from the incident's end to the end of the pane that resolved it, negative if it is not
 */
public record Finding(
        Incident incident, Stretch stretch, Optional<Sighting> sighting, long detectedAfter, long resolvedAfter) {
    static Finding of(Incident incident, Stretch stretch, Optional<Sighting> sighting, StoryTime time) {
        long detected = sighting.map(one -> time.before(one.opened().openedAt()) - stretch.first()).orElse(-1L);
        Optional<Alert> resolved = sighting.flatMap(one -> Optional.ofNullable(one.resolved()));
        long over = resolved.map(alert -> time.before(alert.updatedAt()) - stretch.end()).orElse(-1L);
        return new Finding(incident, stretch, sighting, detected, over);
    }

    public boolean caught() {
        return sighting.isPresent();
    }

    public boolean resolved() {
        return sighting.flatMap(one -> Optional.ofNullable(one.resolved())).isPresent();
    }
}
