package dev.vectide.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.report.Alert;
import dev.vectide.local.demo.DamagedModel;
import dev.vectide.local.story.Chapter;
import dev.vectide.local.story.Chronicle;
import dev.vectide.local.story.Finding;
import dev.vectide.local.story.Incident;
import dev.vectide.local.story.Sighting;
import dev.vectide.local.story.StoryPlan;
import dev.vectide.local.story.StoryTime;
import dev.vectide.local.story.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The story in words. */
final class DemoWords {
    private static final int WIDTH = 110;
    private static final int EXAMPLES = 2;

    private final StoryPlan plan;
    private final StoryTime time;

    DemoWords(StoryPlan plan, StoryTime time) {
        this.plan = plan;
        this.time = time;
    }

    String beginning(Stretch stretch) {
        return switch (stretch.chapter()) {
            case WARM_UP -> "Normal traffic: " + stretch.mix() + ". The monitors gather what is normal.";
            case CALM -> "Calm: the same traffic, judged from here on. Nothing may be raised.";
            case NOVELTY -> "PUT IN, novelty: " + share(stretch, StoryPlan.UNSEEN) + ", a category never seen.";
            case DRIFT -> "PUT IN, drift: " + share(stretch, StoryPlan.GROWING) + ", where "
                    + plan.stretch(Chapter.CALM).mix().percent().get(StoryPlan.GROWING) + " % is normal.";
            case COLLAPSE -> "PUT IN, collapse: the encoder is damaged, its vectors keep " + DamagedModel.RANK
                    + " directions. Its files, and so its fingerprint, are as before.";
            case NOVELTY_OVER, DRIFT_OVER, COLLAPSE_OVER -> "Taken out: normal traffic again.";
        };
    }

    private static String share(Stretch stretch, String category) {
        return stretch.mix().percent().get(category) + " % of the events are " + category;
    }

    /** An alert that opened, or the end of one. */
    List<String> sighting(Sighting sighting, Chronicle chronicle, Map<Chapter, Long> begunMs) {
        Alert resolved = sighting.resolved();
        if (resolved != null) {
            return List.of(String.format(
                    Locale.ROOT,
                    "RESOLVED, %s, at the pane that ended with event %,d.",
                    sighting.detector(),
                    time.before(resolved.updatedAt())));
        }
        List<String> lines = new ArrayList<>();
        Alert alert = sighting.opened();
        lines.add(heading(sighting, chronicle, begunMs) + "; " + promise(alert));
        lines.add(Lines.shortened(alert.summary(), WIDTH));
        alert.evidence().stream().limit(EXAMPLES).forEach(example -> {
            if (example.text() != null) {
                lines.add("such as: " + Lines.shortened(example.text(), WIDTH));
            }
        });
        return lines;
    }

    private String heading(Sighting sighting, Chronicle chronicle, Map<Chapter, Long> begunMs) {
        String severity = sighting.opened().severity().name().toLowerCase(Locale.ROOT);
        if (chronicle.falseAlarms().contains(sighting)) {
            return "FALSE ALARM, " + sighting.detector() + ", " + severity;
        }
        for (Incident incident : Incident.values()) {
            Finding finding = chronicle.finding(incident);
            if (finding.sighting().filter(sighting::equals).isPresent()) {
                long begun = Objects.requireNonNull(begunMs.get(incident.chapter()));
                double seconds = (sighting.openedSeenMs() - begun) / 1e3;
                return String.format(
                        Locale.ROOT,
                        "DETECTED, %s, %s: after %,d events and %.1f s",
                        sighting.detector(), severity, finding.detectedAfter(), seconds);
            }
        }
        return "Also raised, " + sighting.detector() + ", " + severity;
    }

    private static String promise(Alert alert) {
        Double length = alert.promisedRunLength();
        return length == null
                ? "thresholds, no false-alarm run length is promised"
                : String.format(Locale.ROOT, "promised: %,.0f panes between false alarms", length);
    }

    String hit(JsonNode hit) {
        JsonNode payload = hit.path("payload");
        return String.format(
                Locale.ROOT,
                "%.3f  %s (%s): %s",
                hit.path("score").asDouble(),
                payload.path("word").asText(),
                payload.path("category").asText(),
                Lines.shortened(payload.path("text").asText(), WIDTH));
    }

    String repaired(DemoRepair repair) {
        return String.format(
                Locale.ROOT,
                "Repaired: %,d documents encoded again. Of %,d in the store, %,d have the sound encoder's vector to the"
                        + " bit, %,d had before.",
                repair.encoded(), repair.documents(), repair.soundAfter(), repair.soundBefore());
    }
}
