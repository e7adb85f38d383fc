package dev.vectide.local.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.local.wordnet.Synset;
import dev.vectide.local.wordnet.WordNet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StoryEventsTest {
    private static final List<Synset> NOUNS = WordNet.nouns();
    private static final StoryTime TIME = new StoryTime(Instant.parse("2026-01-31T12:00:00Z"));

    @Test
    void theSameStoryIsToldEveryTime() {
        StoryPlan plan = StoryPlan.of(StoryPlan.LEAST);

        assertThat(all(plan)).isEqualTo(all(plan));
    }

    @Test
    void theLongestStoryFindsADefinitionForEveryEventAndTellsEachOnce() {
        StoryPlan plan = StoryPlan.of(StoryPlan.MOST);

        List<StoryEvent> events = all(plan);

        assertThat(events).hasSize((int) plan.events());
        assertThat(new HashSet<>(events.stream().map(event -> event.synset().definition()).toList()))
                .hasSameSizeAs(events);
    }

    @Test
    void categoriesComeInTheProportionsOfTheMix() {
        StoryPlan plan = StoryPlan.of(StoryPlan.LEAST);
        Mix mix = plan.stretch(Chapter.DRIFT).mix();

        List<StoryEvent> events = new StoryEvents(plan, NOUNS, TIME).next(mix, 4000);

        Map<String, Long> counts = events.stream()
                .collect(Collectors.groupingBy(event -> event.synset().category(), Collectors.counting()));
        assertThat(counts.keySet()).isEqualTo(mix.percent().keySet());
        // Four standard deviations of a share of one half in 4,000 draws are 3.2 per cent.
        counts.forEach((category, count) ->
                assertThat(count / 40.0).isCloseTo(mix.percent().get(category), within(3.2)));
    }

    @Test
    void aPaneHoldsTheSameNumberOfEventsWheneverTheStoryBegins() {
        StoryPlan plan = StoryPlan.of(StoryPlan.LEAST);
        Instant end = Instant.parse("2026-01-31T12:00:01.234Z");
        StoryTime time = StoryTime.until(end, plan.events());

        List<StoryEvent> events =
                new StoryEvents(plan, NOUNS, time).next(plan.stretch(Chapter.CALM).mix(), 2 * StoryTime.PANE_EVENTS);

        Map<Long, Long> panes = events.stream()
                .collect(Collectors.groupingBy(
                        event -> event.time().toEpochMilli() / StoryTime.PANE.toMillis(), Collectors.counting()));
        assertThat(panes.values()).containsExactly((long) StoryTime.PANE_EVENTS, (long) StoryTime.PANE_EVENTS);
        assertThat(time.of(plan.events())).isBeforeOrEqualTo(end).isAfter(end.minus(StoryTime.PANE));
        assertThat(events).allMatch(event -> time.before(event.time()) == event.number());
    }

    @Test
    void aStartWithinAPaneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoryTime(Instant.ofEpochMilli(1)))
                .withMessageContaining("within a pane");
    }

    @Test
    void anExhaustedCategoryIsNamed() {
        StoryPlan plan = StoryPlan.of(StoryPlan.LEAST);
        List<Synset> few = List.of(new Synset("00000001-n", "noun.act", List.of("act"), "what is done"));
        StoryEvents events = new StoryEvents(plan, few, TIME);

        assertThatIllegalStateException()
                .isThrownBy(() -> events.next(new Mix(Map.of("noun.act", 100)), 2))
                .withMessageContaining("no definition of noun.act is left for event 1");
    }

    private static List<StoryEvent> all(StoryPlan plan) {
        StoryEvents events = new StoryEvents(plan, NOUNS, TIME);
        List<StoryEvent> all = new ArrayList<>();
        plan.stretches().forEach(stretch -> all.addAll(events.next(stretch.mix(), (int) stretch.events())));
        return all;
    }
}
