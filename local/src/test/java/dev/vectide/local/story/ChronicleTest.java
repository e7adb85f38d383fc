package dev.vectide.local.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.report.Alert;
import dev.vectide.core.report.Pane;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChronicleTest {
    private static final StoryPlan PLAN = StoryPlan.of(StoryPlan.LEAST);
    private static final StoryTime TIME = new StoryTime(Instant.parse("2026-01-31T12:00:00Z"));

    private final Chronicle chronicle = new Chronicle(PLAN, TIME);

    @Test
    void anAlertIsNewsWhenItOpensAndWhenItResolves() {
        Alert firing = firing("drift", Chapter.DRIFT, 2);
        Alert resolved = resolved(firing, Chapter.DRIFT_OVER, 4);

        assertThat(chronicle.see(List.of(firing), 10)).singleElement().satisfies(news -> {
            assertThat(news.resolved()).isNull();
            assertThat(news.openedSeenMs()).isEqualTo(10);
        });
        assertThat(chronicle.see(List.of(firing), 20)).isEmpty();
        assertThat(chronicle.see(List.of(resolved), 30)).singleElement().satisfies(news -> {
            assertThat(news.openedSeenMs()).isEqualTo(10);
            assertThat(news.resolvedSeenMs()).isEqualTo(30);
        });
        assertThat(chronicle.see(List.of(resolved), 40)).isEmpty();
    }

    @Test
    void anIncidentIsFoundByItsDetectorWhileItLasts() {
        Alert drift = firing("drift", Chapter.DRIFT, 2);

        chronicle.see(List.of(drift), 10);
        chronicle.see(List.of(resolved(drift, Chapter.DRIFT_OVER, 4)), 30);

        Finding finding = chronicle.finding(Incident.DRIFT);
        assertThat(finding.caught()).isTrue();
        assertThat(finding.resolved()).isTrue();
        assertThat(finding.detectedAfter()).isEqualTo(2 * StoryTime.PANE_EVENTS);
        assertThat(finding.resolvedAfter()).isEqualTo(4 * StoryTime.PANE_EVENTS);
        assertThat(chronicle.others()).isEmpty();
        assertThat(chronicle.falseAlarms()).isEmpty();
    }

    @Test
    void anotherDetectorOrAnotherTimeFindsNothing() {
        chronicle.see(
                List.of(
                        firing("novelty", Chapter.DRIFT, 1),
                        firing("drift", Chapter.DRIFT_OVER, 1),
                        firing("drift", Chapter.NOVELTY, 1)),
                10);

        assertThat(chronicle.finding(Incident.DRIFT).caught()).isFalse();
        assertThat(chronicle.finding(Incident.NOVELTY).caught()).isFalse();
        assertThat(chronicle.others()).hasSize(3);
    }

    @Test
    void whatOpensByTheEndOfTheCalmIsAFalseAlarm() {
        long calm = PLAN.stretch(Chapter.CALM).events() / StoryTime.PANE_EVENTS;
        Alert last = firing("novelty", Chapter.CALM, calm);
        Alert early = firing("collapse", Chapter.WARM_UP, 13);
        Alert first = firing("novelty", Chapter.NOVELTY, 1);

        chronicle.see(List.of(first, last, early), 10);

        assertThat(chronicle.falseAlarms()).extracting(Sighting::opened).containsExactly(early, last);
        assertThat(chronicle.finding(Incident.NOVELTY).sighting()).map(Sighting::opened).contains(first);
        assertThat(chronicle.others()).isEmpty();
    }

    @Test
    void anIncidentThatIsNotResolvedSaysSo() {
        chronicle.see(List.of(firing("collapse", Chapter.COLLAPSE, 1)), 10);

        Finding finding = chronicle.finding(Incident.COLLAPSE);
        assertThat(finding.caught()).isTrue();
        assertThat(finding.resolved()).isFalse();
        assertThat(chronicle.chapter(finding.sighting().orElseThrow())).isEqualTo(Chapter.COLLAPSE);
    }

    /** Opened by the chapter's pane of this number, counted from 1. */
    private static Alert firing(String detector, Chapter chapter, long pane) {
        Instant end = end(chapter, pane);
        return alert(detector, Alert.State.FIRING, end, end);
    }

    private static Alert resolved(Alert firing, Chapter chapter, long pane) {
        return alert(firing.detector(), Alert.State.RESOLVED, firing.openedAt(), end(chapter, pane));
    }

    private static Instant end(Chapter chapter, long pane) {
        return TIME.of(PLAN.stretch(chapter).first() + pane * StoryTime.PANE_EVENTS);
    }

    private static Alert alert(String detector, Alert.State state, Instant opened, Instant end) {
        return new Alert(
                Alert.FORMAT,
                "wordnet/space/" + detector + "/" + opened,
                "wordnet",
                "space",
                detector,
                state,
                Alert.Severity.WARNING,
                opened,
                end,
                state == Alert.State.RESOLVED ? end : null,
                "as told",
                new Pane(end.minus(StoryTime.PANE), end, StoryTime.PANE_EVENTS, 0),
                Map.of(),
                10080.0,
                List.of(),
                List.of());
    }
}
