package dev.vectide.local.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoryPlanTest {
    @ParameterizedTest
    @ValueSource(ints = {StoryPlan.MOST, 20_001, 25_000})
    void chaptersFollowEachOtherInWholePanes(int events) {
        StoryPlan plan = StoryPlan.of(events);

        long next = 0;
        for (Chapter chapter : Chapter.values()) {
            Stretch stretch = plan.stretch(chapter);
            assertThat(stretch.chapter()).isEqualTo(chapter);
            assertThat(stretch.first()).isEqualTo(next);
            assertThat(stretch.events()).isPositive().satisfies(n -> assertThat(n % StoryTime.PANE_EVENTS).isZero());
            next = stretch.end();
        }
        assertThat(plan.events()).isEqualTo(next).isBetween((long) events, events + StoryTime.PANE_EVENTS - 1L);
    }

    @Test
    void theMonitorsHaveTheirReferencesBeforeTheyAreJudged() {
        Stretch warmUp = StoryPlan.of(StoryPlan.LEAST).stretch(Chapter.WARM_UP);

        // Novelty's reference becomes valid two panes after the one that filled it.
        long filled = StoryPlan.REFERENCE + StoryPlan.CALIBRATION;
        assertThat(warmUp.end()).isGreaterThanOrEqualTo(filled + StoryTime.PANE_EVENTS);
        assertThat(StoryPlan.of(StoryPlan.MOST).stretch(Chapter.WARM_UP)).isEqualTo(warmUp);
    }

    @Test
    void aLongerStoryHasNoShorterChapter() {
        StoryPlan least = StoryPlan.of(StoryPlan.LEAST);
        StoryPlan most = StoryPlan.of(StoryPlan.MOST);

        for (Chapter chapter : Chapter.values()) {
            assertThat(most.stretch(chapter).events())
                    .isGreaterThanOrEqualTo(least.stretch(chapter).events());
        }
        assertThat(most.stretch(Chapter.CALM).events()).isGreaterThan(least.stretch(Chapter.CALM).events());
    }

    @Test
    void aStoryTooShortOrTooLongIsRefusedWithTheBounds() {
        for (int events : List.of(StoryPlan.LEAST - 1, StoryPlan.MOST + 1, -1)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> StoryPlan.of(events))
                    .withMessageContainingAll(
                            events + " events", "expected " + StoryPlan.LEAST, "to " + StoryPlan.MOST);
        }
    }

    @Test
    void onlyTheirOwnChaptersDifferFromNormal() {
        StoryPlan plan = StoryPlan.of(StoryPlan.USUAL);
        Mix normal = plan.stretch(Chapter.CALM).mix();

        assertThat(normal.percent()).doesNotContainKey(StoryPlan.UNSEEN);
        assertThat(plan.stretch(Chapter.NOVELTY).mix().percent()).containsEntry(StoryPlan.UNSEEN, 25);
        assertThat(plan.stretch(Chapter.DRIFT).mix().percent().keySet())
                .isEqualTo(normal.percent().keySet());
        assertThat(plan.stretch(Chapter.DRIFT).mix().percent()).containsEntry(StoryPlan.GROWING, 55);
        assertThat(plan.stretch(Chapter.DRIFT).mix().percent().get(StoryPlan.GROWING))
                .isGreaterThan(normal.percent().get(StoryPlan.GROWING));
        assertThat(plan.stretches())
                .filteredOn(one -> one.chapter() != Chapter.NOVELTY && one.chapter() != Chapter.DRIFT)
                .allMatch(one -> one.mix().equals(normal));
    }

    @Test
    void aMixThatIsNoneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Mix(Map.of("a", 60, "b", 30)))
                .withMessageContaining("sum up to 100");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Mix(Map.of("a", 100, "b", 0)))
                .withMessageContaining("shares of 1 or more");
    }
}
