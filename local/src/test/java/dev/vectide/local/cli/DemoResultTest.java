package dev.vectide.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.report.Alert;
import dev.vectide.core.report.Pane;
import dev.vectide.core.wire.Json;
import dev.vectide.local.story.Chapter;
import dev.vectide.local.story.Chronicle;
import dev.vectide.local.story.StoryPlan;
import dev.vectide.local.story.StoryTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoResultTest {
    private static final StoryPlan PLAN = StoryPlan.of(StoryPlan.LEAST);
    private static final StoryTime TIME = new StoryTime(Instant.parse("2026-01-31T12:00:00Z"));
    private static final DemoRepair REPAIRED = new DemoRepair(1200, 0, 1200, 1200);
    private static final List<Alert> ALL = List.of(
            resolved("novelty", Chapter.NOVELTY, Chapter.NOVELTY_OVER),
            resolved("drift", Chapter.DRIFT, Chapter.DRIFT_OVER),
            resolved("collapse", Chapter.COLLAPSE, Chapter.COLLAPSE_OVER));

    @Test
    void aStoryInWhichAllIsFoundPasses() {
        DemoResult result = result(ALL, REPAIRED, "[{\"id\":\"a\"}]");

        assertThat(result.faults()).isEmpty();
        JsonNode json = result.json();
        assertThat(json.path("passed").asBoolean()).isTrue();
        assertThat(json.at("/calm/false_alarms").asInt()).isZero();
        assertThat(json.path("incidents")).hasSize(3).allSatisfy(incident -> {
            assertThat(incident.path("detected_after_events").asLong()).isEqualTo(StoryTime.PANE_EVENTS);
            assertThat(incident.path("detected_after_seconds").asDouble()).isEqualTo(2.0);
            assertThat(incident.path("resolved_after_events").asLong()).isEqualTo(StoryTime.PANE_EVENTS);
        });
        assertThat(printed(result)).contains("All three were caught and resolved", "nothing raised");
    }

    @Test
    void anIncidentThatIsMissedOrLastsFails() {
        Alert lasting = alert("drift", Alert.State.FIRING, Chapter.DRIFT, Chapter.DRIFT);

        DemoResult result = result(List.of(ALL.get(0), lasting), REPAIRED, "[{\"id\":\"a\"}]");

        assertThat(result.faults()).containsExactly("drift is still firing", "collapse was not detected");
        assertThat(result.json().path("passed").asBoolean()).isFalse();
        assertThat(printed(result)).contains("Not as it has to be:", "collapse was not detected");
    }

    @Test
    void aFalseAlarmFails() {
        List<Alert> alerts = new ArrayList<>(ALL);
        alerts.add(resolved("drift", Chapter.CALM, Chapter.CALM));

        assertThat(result(alerts, REPAIRED, "[{\"id\":\"a\"}]").faults())
                .containsExactly("drift raised a false alarm: as told");
    }

    @Test
    void anEchoThatDoesNotEndFails() {
        List<Alert> alerts = new ArrayList<>(ALL);
        alerts.add(alert("novelty", Alert.State.FIRING, Chapter.COLLAPSE, Chapter.COLLAPSE));

        assertThat(result(alerts, REPAIRED, "[{\"id\":\"a\"}]").faults())
                .containsExactly("novelty is still firing: as told");
    }

    @Test
    void aStoreThatIsNotRepairedOrWasNeverDamagedFails() {
        for (DemoRepair repair : List.of(
                new DemoRepair(1200, 0, 1200, 1199),
                new DemoRepair(1200, 0, 1100, 1200),
                new DemoRepair(1200, 1200, 1200, 1200))) {
            assertThat(result(ALL, repair, "[{\"id\":\"a\"}]").faults()).containsExactly("the store is not repaired");
        }
    }

    @Test
    void aSearchThatFindsNothingFails() {
        assertThat(result(ALL, REPAIRED, "[]").faults()).containsExactly("nothing is found for: a question");
    }

    private static DemoResult result(List<Alert> alerts, DemoRepair repair, String hits) {
        Chronicle chronicle = new Chronicle(PLAN, TIME);
        chronicle.see(alerts, 5000);
        Map<Chapter, Long> begunMs =
                Arrays.stream(Chapter.values()).collect(Collectors.toMap(Function.identity(), chapter -> 3000L));
        return new DemoResult(PLAN, chronicle, begunMs, Map.of("a question", tree(hits)), repair, 60_000);
    }

    private static JsonNode tree(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String printed(DemoResult result) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        result.print(writer);
        writer.flush();
        return out.toString();
    }

    private static Alert resolved(String detector, Chapter opened, Chapter over) {
        return alert(detector, Alert.State.RESOLVED, opened, over);
    }

    /** Opened by the first pane of a chapter, last told of by the first pane of another. */
    private static Alert alert(String detector, Alert.State state, Chapter opened, Chapter told) {
        Instant end = firstPaneEnd(told);
        return new Alert(
                Alert.FORMAT,
                detector + "/" + opened,
                "wordnet",
                "space",
                detector,
                state,
                Alert.Severity.WARNING,
                firstPaneEnd(opened),
                end,
                state == Alert.State.RESOLVED ? end : null,
                "as told",
                new Pane(end.minus(StoryTime.PANE), end, StoryTime.PANE_EVENTS, 0),
                Map.of(),
                10080.0,
                List.of(),
                List.of());
    }

    private static Instant firstPaneEnd(Chapter chapter) {
        return TIME.of(PLAN.stretch(chapter).first() + StoryTime.PANE_EVENTS);
    }
}
