package dev.vectide.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.report.Alert;
import dev.vectide.core.wire.Json;
import dev.vectide.local.story.Chapter;
import dev.vectide.local.story.Chronicle;
import dev.vectide.local.story.Finding;
import dev.vectide.local.story.Incident;
import dev.vectide.local.story.Sighting;
import dev.vectide.local.story.StoryPlan;
import dev.vectide.local.story.StoryTime;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of the story.
 *
 * @param begunMs when each chapter began, in milliseconds since the story did
 * @param searches hits by text
 */
record DemoResult(
        StoryPlan plan,
        Chronicle chronicle,
        Map<Chapter, Long> begunMs,
        Map<String, JsonNode> searches,
        DemoRepair repair,
        long elapsedMs) {

    /** What is not as it has to be, one sentence each. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (Sighting alarm : chronicle.falseAlarms()) {
            faults.add(alarm.detector() + " raised a false alarm: " + alarm.opened().summary());
        }
        for (Finding finding : findings()) {
            if (!finding.caught()) {
                faults.add(finding.incident().detector() + " was not detected");
            } else if (!finding.resolved()) {
                faults.add(finding.incident().detector() + " is still firing");
            }
        }
        for (Sighting other : chronicle.others()) {
            if (other.resolved() == null) {
                faults.add(other.detector() + " is still firing: " + other.opened().summary());
            }
        }
        if (!repair.complete()) {
            faults.add("the store is not repaired");
        }
        searches.forEach((text, hits) -> {
            if (hits.isEmpty()) {
                faults.add("nothing is found for: " + text);
            }
        });
        return faults;
    }

    private List<Finding> findings() {
        return Arrays.stream(Incident.values()).map(chronicle::finding).toList();
    }

    void print(PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "put in", "at event", "detected", "after events", "and time", "resolved, events after its end"));
        findings().forEach(finding -> rows.add(row(finding)));
        Lines.table(rows, out);
        out.printf(
                Locale.ROOT,
                "Calm: %,d events in %,d panes, %s. %,d events in all, %d:%02d minutes.%n",
                plan.stretch(Chapter.CALM).events(),
                plan.stretch(Chapter.CALM).events() / StoryTime.PANE_EVENTS,
                chronicle.falseAlarms().isEmpty()
                        ? "nothing raised"
                        : "false alarms: " + chronicle.falseAlarms().size(),
                plan.events(),
                elapsedMs / 60_000,
                elapsedMs / 1000 % 60);
        List<String> faults = faults();
        out.println(
                faults.isEmpty()
                        ? "All three were caught and resolved, and the store is repaired."
                        : "Not as it has to be:");
        faults.forEach(fault -> out.println("  " + fault));
    }

    private List<String> row(Finding finding) {
        Optional<Sighting> sighting = finding.sighting();
        return List.of(
                finding.incident().detector(),
                number(finding.stretch().first()),
                sighting.map(one -> one.opened().severity().name().toLowerCase(Locale.ROOT)).orElse("no"),
                finding.caught() ? number(finding.detectedAfter()) : "-",
                sighting.map(one -> String.format(Locale.ROOT, "%.1f s", seconds(finding, one))).orElse("-"),
                finding.resolved() ? number(finding.resolvedAfter()) : "no");
    }

    private double seconds(Finding finding, Sighting sighting) {
        long begun = Objects.requireNonNull(begunMs.get(finding.incident().chapter()));
        return (sighting.openedSeenMs() - begun) / 1e3;
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    ObjectNode json() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("passed", faults().isEmpty()).put("events", plan.events()).put("seconds", elapsedMs / 1e3);
        json.putObject("calm")
                .put("events", plan.stretch(Chapter.CALM).events())
                .put("panes", plan.stretch(Chapter.CALM).events() / StoryTime.PANE_EVENTS)
                .put("false_alarms", chronicle.falseAlarms().size());
        ArrayNode incidents = json.putArray("incidents");
        findings().forEach(finding -> incidents.add(json(finding)));
        ArrayNode others = json.putArray("also_raised");
        chronicle.others().forEach(other -> others.addObject()
                .put("detector", other.detector())
                .put("during", DemoTimeline.name(chronicle.chapter(other)))
                .put("resolved", other.resolved() != null));
        json.putObject("repair")
                .put("documents", repair.documents())
                .put("sound_before", repair.soundBefore())
                .put("encoded_again", repair.encoded())
                .put("sound_after", repair.soundAfter());
        ArrayNode asked = json.putArray("searches");
        searches.forEach((text, hits) -> asked.addObject().put("text", text).set("hits", hits));
        ArrayNode faults = json.putArray("faults");
        faults().forEach(faults::add);
        return json;
    }

    private ObjectNode json(Finding finding) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("incident", finding.incident().detector())
                .put("first_event", finding.stretch().first())
                .put("events", finding.stretch().events())
                .put("caught", finding.caught())
                .put("resolved", finding.resolved());
        finding.sighting().ifPresent(sighting -> {
            Alert alert = sighting.opened();
            json.put("severity", alert.severity().name().toLowerCase(Locale.ROOT))
                    .put("detected_after_events", finding.detectedAfter())
                    .put("detected_after_seconds", seconds(finding, sighting))
                    .put("promised_run_length_panes", alert.promisedRunLength())
                    .put("summary", alert.summary());
            if (finding.resolved()) {
                json.put("resolved_after_events", finding.resolvedAfter());
            }
        });
        return json;
    }
}
