package dev.vectide.monitor;

import dev.vectide.core.report.Alert;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Score;
import dev.vectide.monitor.reference.ReferenceTrack;

/** What a monitor has to say. */
public sealed interface MonitorOutput {
    record Scored(Score score) implements MonitorOutput {}

    record Reported(HealthReport report) implements MonitorOutput {}

    record Alerted(Alert alert) implements MonitorOutput {}

    /** A reference was pinned: to be kept, and recorded. */
    record Pinned(ReferenceTrack.Kept kept) implements MonitorOutput {}
}
