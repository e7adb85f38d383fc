package dev.vectide.local.account;

import static dev.vectide.local.account.History.HOUR;
import static dev.vectide.local.account.History.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import org.junit.jupiter.api.Test;

class AccountTest {
    private final History history = new History();

    private static Identity derived(String text) {
        return Identity.derived(text);
    }

    private long plain(String document, String text) {
        return history.event(document, text, derived(document + text), Origin.LIVE, null);
    }

    @Test
    void goingBackToAnEarlierTextIsNoRetry() {
        history.vector(plain("d", "one"), false);
        history.vector(plain("d", "two"), false);
        history.vector(plain("d", "one"), false);

        History.Judged judged = history.judge();

        assertThat(judged.faults()).isEmpty();
        assertThat(judged.of(Fate.VECTOR)).isEqualTo(3);
    }

    @Test
    void aLostWayBackToAnEarlierTextIsMissing() {
        history.vector(plain("d", "one"), false);
        history.vector(plain("d", "two"), false);
        plain("d", "one");

        assertThat(history.judge().faults()).containsExactly("MISSING event 2:2 d");
    }

    @Test
    void aRetryLeavesNothingBehindAndAnotherEventOfTheSameTextDoes() {
        history.vector(history.live("d", "one", "e1"), false);
        history.live("d", "one", "e1");
        history.live("d", "one", "e2");

        History.Judged judged = history.judge();

        assertThat(judged.of(Fate.RETRY)).isEqualTo(1);
        assertThat(judged.faults()).containsExactly("MISSING event 2:2 d");
    }

    @Test
    void aRetryOfWhatIsMissingIsMissingToo() {
        history.live("d", "one", "e1");
        history.live("d", "one", "e1");

        assertThat(history.judge().faults()).containsExactly("MISSING event 2:0 d", "MISSING event 2:1 d");
    }

    @Test
    void aRetryThatWasEncodedAgainCountsTwice() {
        history.vector(history.live("d", "one", "e1"), false);
        history.vector(history.live("d", "one", "e1"), true);

        assertThat(history.judge().faults()).containsExactly("DOUBLED event 2:1 d");
    }

    @Test
    void aRepairIsOvertakenOnlyByANewerVersion() {
        long first = history.live("d", "one", "e1");
        history.vector(first, false);
        history.vector(history.live("d", "two", "e2"), false);
        history.event("d", "one", new Identity("/vectide/reencode/1", "d"), Origin.BACKFILL, first);
        long other = history.live("o", "one", "e3");
        history.vector(other, false);
        history.event("o", "one", new Identity("/vectide/reencode/1", "o"), Origin.BACKFILL, other);

        History.Judged judged = history.judge();

        assertThat(judged.of(Fate.OVERTAKEN)).isEqualTo(1);
        assertThat(judged.faults()).containsExactly("MISSING event 2:4 o");
    }

    @Test
    void whatAnotherSpaceAnswersForIsNotMissing() {
        history.event("d", new Content.Image("image/png", Bytes.copyOf(new byte[1])), derived("i"), Origin.LIVE, null);

        assertThat(history.judge().of(Fate.ELSEWHERE)).isEqualTo(1);
    }

    @Test
    void aVersionIsSupersededOnlyWhereCompactionCanHaveTakenIt() {
        history.ago(72 * HOUR);
        history.vector(history.live("old", "one", "e1"), false);
        history.vector(history.live("old", "two", "e2"), false);
        history.ago(HOUR);
        history.live("new", "one", "e3");
        history.vector(history.live("new", "two", "e4"), false);
        history.compact(NOW - 24 * HOUR);

        History.Judged judged = history.judge();

        assertThat(judged.of(Fate.SUPERSEDED)).isEqualTo(1);
        assertThat(judged.faults()).containsExactly("MISSING event 2:2 new");
    }

    @Test
    void aSuccessorThatIsTooYoungDoesNotExplainAMissingRecord() {
        history.ago(72 * HOUR);
        history.live("d", "one", "e1");
        history.ago(HOUR);
        history.vector(history.live("d", "two", "e2"), false);

        assertThat(history.judge().faults()).containsExactly("MISSING event 2:0 d");
    }

    @Test
    void aDeletionIsOverOnceItsTombstoneMayBeGone() {
        history.ago(30 * 24 * HOUR);
        history.live("d", "one", "e1");
        history.live("d", null, "e2");
        history.ago(3 * 24 * HOUR);
        history.live("o", null, "e3");

        History.Judged judged = history.judge();

        assertThat(judged.of(Fate.SUPERSEDED)).isEqualTo(2);
        assertThat(judged.faults()).containsExactly("MISSING event 2:2 o");
    }

    @Test
    void whatTheEncoderHasNotReachedIsPendingAndLateAfterAWhile() {
        history.ago(61_000);
        history.live("slow", "one", "e1");
        history.ago(1_000);
        history.live("d", "one", "e2");
        history.progress = 0;

        History.Judged judged = history.judge();

        assertThat(judged.of(Fate.PENDING)).isEqualTo(2);
        assertThat(judged.faults()).containsExactly("LATE event 2:0 slow");
    }

    @Test
    void eventsThatAreNoLongerKeptAreNotJudged() {
        long first = history.live("d", "one", "e1");
        history.vector(first, false);
        history.skip(10);
        long second = history.live("d", "one", "e1");
        history.begin = first + 1;

        History.Judged judged = history.judge();

        assertThat(second).isEqualTo(11);
        assertThat(judged.of(Fate.UNJUDGED)).as("it may be a retry").isEqualTo(1);
        assertThat(judged.faults()).isEmpty();
    }

    @Test
    void aScoreIsPendingUntilTheMonitorHasReadTheVector() {
        history.ago(1_000);
        history.vector(history.live("d", "one", "e1"), false);
        history.scores.clear();
        history.scoredTo = 0;
        assertThat(history.judge().faults()).isEmpty();

        history.scoredTo = 1;
        assertThat(history.judge().faults()).as("clocks come with the end of the transaction").isEmpty();

        history.scoredTo = 4;
        assertThat(history.judge().faults()).containsExactly("MISSING score 2:0 d");

        history.complete = false;
        assertThat(history.judge().tally().scoresPending()).isEqualTo(1);
    }

    /** Panes of a minute, and a gap of two. */
    @Test
    void aScoreMayBeHeldWhileAnotherPartitionIsFarBehind() {
        history.ago(30_000);
        history.vector(history.live("d", "one", "e1"), false);
        history.scores.clear();
        long time = NOW - 30_000;
        long settled = Math.floorDiv(time, 60_000) * 60_000 - 60_000;
        history.otherClock = settled - 1;
        History.Judged held = history.judge();
        assertThat(held.faults()).as("the pane two before is open").isEmpty();
        assertThat(held.tally().scoresPending()).isEqualTo(1);

        history.otherClock = settled;
        assertThat(history.judge().faults()).as("it is over").containsExactly("MISSING score 2:0 d");
    }

    @Test
    void aScoreThatIsHeldForLongIsLate() {
        history.ago(10 * 60_000);
        history.vector(history.live("d", "one", "e1"), false);
        history.scores.clear();
        history.otherClock = NOW - 30 * 60_000;

        assertThat(history.judge().faults()).containsExactly("LATE score 2:0 d");
    }

    /** The monitor places it where its partition was. */
    @Test
    void aLateVectorIsHeldAsLongAsTheNewestOfItsPartition() {
        history.ago(30_000);
        history.vector(history.live("ahead", "one", "e1"), false);
        history.vector(history.event("late", new Content.Text("one"), new Identity("/test", "e2"), Origin.LIVE, null), false);
        history.events.set(1, new History.Kept<>(1, NOW - 30_000, history.at(1, NOW - HOUR)));
        history.records.set(1, new History.Kept<>(
                history.records.get(1).offset(), NOW - 30_000, History.embedding(history.events.get(1).value(), 1, false)));
        history.scores.clear();
        history.otherClock = NOW - 10 * 60_000;

        assertThat(history.judge().faults()).isEmpty();
    }

    @Test
    void scoresThatMayBeGoneAreNotJudged() {
        history.ago(8 * 24 * HOUR);
        history.vector(history.live("d", "one", "e1"), false);
        history.scores.clear();

        History.Judged judged = history.judge();

        assertThat(judged.faults()).isEmpty();
        assertThat(judged.tally().scoresUnjudged()).isEqualTo(1);
    }

    @Test
    void onlyEventsOfTheSpanAreJudged() {
        history.ago(2 * HOUR);
        history.live("before", "one", "e1");
        history.ago(HOUR);
        history.live("within", "one", "e2");
        history.ago(0);
        history.live("after", "one", "e3");
        history.terms = History.terms(NOW - HOUR, NOW);

        History.Judged judged = history.judge();

        assertThat(judged.faults()).containsExactly("MISSING event 2:1 within");
        assertThat(judged.tally().events()).isEqualTo(1);
    }

    @Test
    void recordsBehindThoseOfLaterEventsAreOutOfOrder() {
        long first = history.live("a", "one", "e1");
        history.vector(history.live("b", "one", "e2"), false);
        history.vector(first, false);

        assertThat(history.judge().faults()).containsExactly("MISPLACED vector 2:0 a");
    }

    @Test
    void aVectorOfADeletionIsAConflict() {
        history.vector(history.live("a", null, "e1"), true);

        assertThat(history.judge().faults()).containsExactly("CONFLICTING vector 2:0 a");
    }

    @Test
    void aRepeatMustHaveTheContentOfTheVersionBefore() {
        history.vector(history.live("a", "one", "e1"), false);
        history.vector(history.live("a", "two", "e2"), true);
        history.vector(history.live("b", "one", "e3"), true);

        assertThat(history.judge().faults()).containsExactly("CONFLICTING repeat 2:1 a", "CONFLICTING repeat 2:2 b");
    }

    @Test
    void anUnchangedContentMustBeMarkedAsARepeat() {
        history.vector(history.live("a", "one", "e1"), false);
        history.vector(history.live("a", "one", "e2"), false);
        long first = history.live("b", "one", "e3");
        history.vector(first, false);
        long repair = history.event("b", "one", new Identity("/vectide/reencode/1", "b"), Origin.BACKFILL, first);
        history.vector(repair, false);
        history.vector(history.live("c", "one", "e4"), false);
        history.tombstone(history.live("c", null, "e5"));
        history.vector(history.live("c", "one", "e6"), false);

        assertThat(history.judge().faults()).containsExactly("CONFLICTING vector 2:1 a");
    }
}
