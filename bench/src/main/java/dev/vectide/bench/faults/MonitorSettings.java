package dev.vectide.bench.faults;

import java.util.Map;

/**
 * Settings under which the monitors have something to say within minutes of light traffic: short panes, small references, an
 * end of alerts soon after their cause.
 */
final class MonitorSettings {
    static final Map<String, String> ENVIRONMENT = Map.of(
            "VECTIDE_MONITOR_PANE", "10s",
            "VECTIDE_MONITOR_MIN_PANE", "100",
            "VECTIDE_MONITOR_REFERENCE", "600",
            "VECTIDE_MONITOR_CALIBRATION", "200",
            "VECTIDE_MONITOR_RUN_LENGTH", "500",
            "VECTIDE_MONITOR_SILENCE", "0s",
            "VECTIDE_ALERTS_RESOLVE_AFTER", "3");

    private MonitorSettings() {}
}
