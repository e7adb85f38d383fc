package dev.vectide.local.cli;

import dev.vectide.local.story.StoryPlan;
import dev.vectide.local.story.StoryTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings that the story is made for, over those of the environment. Panes are short, so that a story of minutes
 * has many, and hold more vectors than these have dimensions; the reference is more than ten times the dimension. What
 * decides an alarm stays at its default, but an alert needs fewer quiet panes to be resolved.
 */
final class DemoSettings {
    private DemoSettings() {}

    static Map<String, String> over(Map<String, String> environment, @Nullable Integer port) {
        Map<String, String> settings = new HashMap<>(environment);
        settings.put("VECTIDE_KAFKA_BOOTSTRAP", "");
        settings.put("VECTIDE_KAFKA_PARTITIONS", "4");
        settings.put("VECTIDE_ENCODER_SPACE", "all-minilm-l6-v2");
        settings.put("VECTIDE_MONITOR_PANE", StoryTime.PANE.toMillis() + "ms");
        settings.put("VECTIDE_MONITOR_MIN_PANE", Integer.toString(StoryTime.PANE_EVENTS));
        settings.put("VECTIDE_MONITOR_LATENESS", "500ms");
        settings.put("VECTIDE_MONITOR_REFERENCE", Integer.toString(StoryPlan.REFERENCE));
        settings.put("VECTIDE_MONITOR_CALIBRATION", Integer.toString(StoryPlan.CALIBRATION));
        settings.put("VECTIDE_MONITOR_NEIGHBOURS", "5");
        settings.put("VECTIDE_MONITOR_ANOMALY_RATE", "0.01");
        settings.put("VECTIDE_MONITOR_RUN_LENGTH", "10080");
        settings.put("VECTIDE_MONITOR_CHECKPOINT_INTERVAL", "1s");
        settings.put("VECTIDE_ALERTS_RESOLVE_AFTER", "3");
        settings.put("VECTIDE_ALERTS_MIN_OPEN", "2");
        if (port != null) {
            if (port < 0 || port > 65535) {
                throw CommandException.usage("--port: " + port + ", expected 0 to 65535");
            }
            settings.put("VECTIDE_HTTP_PORT", port.toString());
        }
        return settings;
    }
}
