package dev.vectide.monitor.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.report.Alert;
import dev.vectide.monitor.notify.Notification.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotifierPolicyTest {
    private static final Pace PACE =
            new Pace(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(4), Duration.ofMinutes(15), false);
    private static final Pace ALIVE =
            new Pace(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(15), true);
    private static final Retry RETRY = new Retry(3, Duration.ofSeconds(1), Duration.ofMinutes(5));

    private final NotifierPolicy policy = new NotifierPolicy(RETRY);
    private NotifierState state = new NotifierState(List.of(receiver("pager", PACE)));
    private final List<NotifierAction> actions = new ArrayList<>();
    private Instant now = TestAlerts.T0;
    private long offset = 100;

    private static Receiver receiver(String name, Pace pace, Alert.Severity... severities) {
        return new Receiver(name, Set.of(), Set.of(severities), pace);
    }

    private void given(Receiver... receivers) {
        state = new NotifierState(List.of(receivers));
    }

    private void observe(NotifierInput input) {
        actions.addAll(policy.observe(state, input, now));
    }

    private void hear(Alert alert) {
        observe(new NotifierInput.Observed(alert, offset++));
    }

    private void settle(Silence... silences) {
        observe(new NotifierInput.Settlement(new Settled(List.of(silences), List.of())));
    }

    /** Time passes in steps of ten seconds; every message is delivered at once. What was sent, as {@code change detector}. */
    private List<String> after(Duration duration) {
        List<String> told = new ArrayList<>();
        for (Instant end = now.plus(duration); now.isBefore(end); ) {
            now = now.plusSeconds(10);
            for (Notification sent : tick()) {
                told.add(String.join(
                        "+",
                        sent.items().stream()
                                .map(item -> item.change() + " " + item.alert().detector())
                                .toList()));
                observe(new NotifierInput.Delivered(sent));
            }
        }
        return told;
    }

    private List<Notification> tick() {
        List<NotifierAction> done = policy.observe(state, new NotifierInput.Tick(), now);
        actions.addAll(done);
        return done.stream()
                .filter(NotifierAction.Send.class::isInstance)
                .map(action -> ((NotifierAction.Send) action).notification())
                .toList();
    }

    private List<NotifierAction.DeadLetter> buried() {
        return actions.stream()
                .filter(NotifierAction.DeadLetter.class::isInstance)
                .map(NotifierAction.DeadLetter.class::cast)
                .toList();
    }

    @Test
    void severalDetectorsOfOneStreamAreOneMessage() {
        hear(TestAlerts.firing("tickets", "drift", 1));
        assertThat(after(Duration.ofSeconds(20))).isEmpty();
        hear(TestAlerts.firing("tickets", "novelty", 1));
        hear(TestAlerts.firing("orders", "novelty", 1));

        assertThat(after(Duration.ofMinutes(1)))
                .containsExactly("OPENED drift+OPENED novelty", "OPENED novelty");
    }

    @Test
    void laterNewsOfAStreamWaitForTheInterval() {
        hear(TestAlerts.firing("tickets", "drift", 1));
        assertThat(after(Duration.ofMinutes(1))).hasSize(1);
        hear(TestAlerts.resolved("tickets", "drift", 1));
        hear(TestAlerts.firing("tickets", "novelty", 1));

        assertThat(after(Duration.ofMinutes(4))).isEmpty();
        assertThat(after(Duration.ofMinutes(2))).containsExactly("RESOLVED drift+OPENED novelty");
    }

    @Test
    void whatStillFiresIsToldAgainAfterTheRepeatIntervalOnly() {
        hear(TestAlerts.firing("tickets", "drift", 1));
        assertThat(after(Duration.ofHours(4))).containsExactly("OPENED drift");
        hear(TestAlerts.firing("tickets", "drift", 1));
        assertThat(after(Duration.ofHours(8))).containsExactly("REPEATED drift", "REPEATED drift");
    }

    @Test
    void aRiseOfSeverityIsNewsAndWhoHearsOfCriticalOnesOnlyHearsOfItThen() {
        given(receiver("all", PACE), receiver("critical", PACE, Alert.Severity.CRITICAL));
        hear(TestAlerts.firing("tickets", "drift", 1));
        assertThat(after(Duration.ofMinutes(6))).containsExactly("OPENED drift");

        hear(TestAlerts.firing("tickets", "drift", 1).as(Alert.Severity.CRITICAL));

        assertThat(after(Duration.ofMinutes(6))).containsExactlyInAnyOrder("WORSE drift", "OPENED drift");
    }

    @ParameterizedTest
    @ValueSource(strings = {"encoder", "canary"})
    void theEncoderExplainsItsVectorsAndACriticalCollapseExplainsDrift(String encoder) {
        hear(TestAlerts.firing("tickets", encoder, 1));
        hear(TestAlerts.firing("tickets", "drift", 1));
        hear(TestAlerts.firing("tickets", "novelty", 1));
        hear(TestAlerts.firing("orders", "drift", 1));
        assertThat(after(Duration.ofMinutes(10))).containsExactlyInAnyOrder("OPENED " + encoder, "OPENED drift");

        // Once it is over, what still fires is told.
        hear(TestAlerts.firing("tickets", "collapse", 1).as(Alert.Severity.CRITICAL));
        hear(TestAlerts.resolved("tickets", encoder, 1));
        assertThat(after(Duration.ofMinutes(10)))
                .containsExactly("RESOLVED " + encoder + "+OPENED novelty+OPENED collapse");
    }

    @Test
    void whatIsSilencedIsToldWhenTheSilenceIsOverAndItStillFires() {
        settle(TestAlerts.silence("tickets", now.plus(Duration.ofHours(1))));
        hear(TestAlerts.firing("tickets", "drift", 1));
        hear(TestAlerts.firing("tickets", "novelty", 1));
        assertThat(after(Duration.ofMinutes(50))).isEmpty();
        hear(TestAlerts.resolved("tickets", "novelty", 1));

        assertThat(after(Duration.ofMinutes(20))).containsExactly("OPENED drift");
    }

    @Test
    void anAcknowledgedIncidentIsNotToldAgainUnlessItIsWorseButItsEndIs() {
        Alert alert = TestAlerts.firing("tickets", "drift", 1);
        hear(alert);
        assertThat(after(Duration.ofMinutes(1))).hasSize(1);
        observe(new NotifierInput.Settlement(new Settled(
                List.of(),
                List.of(new Acknowledgement(alert.id(), Alert.Severity.WARNING, "eve", now, null, "on it")))));
        assertThat(after(Duration.ofHours(9))).isEmpty();

        hear(alert.as(Alert.Severity.CRITICAL));
        assertThat(after(Duration.ofMinutes(6))).containsExactly("WORSE drift");
        hear(TestAlerts.resolved("tickets", "drift", 1));
        assertThat(after(Duration.ofMinutes(6))).containsExactly("RESOLVED drift");
    }

    @Test
    void afterAnEndTheNextOneOfItsKindCoolsDown() {
        hear(TestAlerts.firing("tickets", "drift", 1));
        hear(TestAlerts.resolved("tickets", "drift", 1));
        assertThat(after(Duration.ofMinutes(1))).containsExactly("OPENED drift+RESOLVED drift");

        hear(TestAlerts.firing("tickets", "drift", 2));
        hear(TestAlerts.resolved("tickets", "drift", 2));
        hear(TestAlerts.firing("tickets", "drift", 3));
        hear(TestAlerts.firing("tickets", "novelty", 1));
        assertThat(after(Duration.ofMinutes(14))).containsExactly("OPENED novelty");
        assertThat(after(Duration.ofMinutes(6))).containsExactly("OPENED drift");
    }

    @Test
    void anotherOneThatOpensWhileItsLikeFiresIsTheSame() {
        hear(TestAlerts.firing("tickets", "encoder", 1));
        hear(TestAlerts.firing("tickets", "encoder", 2));
        assertThat(after(Duration.ofMinutes(6))).containsExactly("OPENED encoder");
        hear(TestAlerts.resolved("tickets", "encoder", 1));
        assertThat(after(Duration.ofMinutes(6))).isEmpty();

        hear(TestAlerts.resolved("tickets", "encoder", 2));

        assertThat(after(Duration.ofMinutes(6))).containsExactly("RESOLVED encoder");
    }

    @Test
    void aMessageThatFailsIsTriedAgainAndThenBuried() {
        hear(TestAlerts.firing("tickets", "drift", 1));
        now = now.plusSeconds(30);
        tick();
        now = now.plusSeconds(30);
        Notification sent = tick().get(0);
        observe(new NotifierInput.Failed(sent, "500", false, Duration.ZERO, 1));
        assertThat(tick()).isEmpty();
        now = now.plusSeconds(1);
        assertThat(tick()).containsExactly(sent);
        observe(new NotifierInput.Failed(sent, "500", false, Duration.ZERO, 1));
        now = now.plusSeconds(1);
        assertThat(tick()).as("pauses double").isEmpty();
        now = now.plusSeconds(1);
        assertThat(tick()).containsExactly(sent);
        observe(new NotifierInput.Failed(sent, "500", false, Duration.ZERO, 1));

        assertThat(buried()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo("pager could not be told after 3 tries: 500");
            assertThat(letter.offset()).isEqualTo(100);
        });
        assertThat(after(Duration.ofHours(3))).isEmpty();
        assertThat(after(Duration.ofHours(2))).as("it still fires").containsExactly("OPENED drift");
    }

    @Test
    void whoAsksForAPauseGetsItForAllThatIsSentToHim() {
        hear(TestAlerts.firing("tickets", "drift", 1));
        hear(TestAlerts.firing("orders", "drift", 1));
        tick();
        now = now.plusSeconds(30);
        Notification sent = tick().get(0);
        assertThat(tick()).as("one message at a time").isEmpty();
        observe(new NotifierInput.Failed(sent, "429", false, Duration.ofSeconds(90), 0));

        now = now.plusSeconds(89);
        assertThat(tick()).isEmpty();
        now = now.plusSeconds(1);
        assertThat(tick()).hasSize(1);
    }

    @Test
    void whatCannotSucceedIsNotTriedAgain() {
        hear(TestAlerts.firing("tickets", "drift", 1));
        tick();
        now = now.plusSeconds(30);
        observe(new NotifierInput.Failed(tick().get(0), "404", true, Duration.ZERO, 0));

        assertThat(buried()).hasSize(1);
        hear(TestAlerts.resolved("tickets", "drift", 1));
        assertThat(after(Duration.ofHours(1))).as("whose beginning nobody heard").isEmpty();
    }

    @Test
    void whoTakesSilenceForAnEndIsToldEveryMinuteAndBuriedOnce() {
        given(receiver("alertmanager", ALIVE));
        Alert alert = TestAlerts.firing("tickets", "drift", 1);
        hear(alert);
        settle(TestAlerts.silence("tickets", now));
        assertThat(after(Duration.ofMinutes(3))).containsExactly("OPENED drift", "REPEATED drift", "REPEATED drift");
        settle(TestAlerts.silence("tickets", now.plus(Duration.ofHours(1))));
        assertThat(after(Duration.ofMinutes(2))).containsExactly("REPEATED drift", "REPEATED drift");
        long remembered = actions.stream().filter(NotifierAction.Remember.class::isInstance).count();
        assertThat(remembered).as("repeats need no memory").isEqualTo(1);

        hear(TestAlerts.resolved("tickets", "drift", 1));
        assertThat(after(Duration.ofMinutes(2))).containsExactly("RESOLVED drift");
    }

    @Test
    void aRestartGoesOnWhereItWas() {
        hear(TestAlerts.firing("tickets", "drift", 1));
        hear(TestAlerts.firing("tickets", "novelty", 1));
        hear(TestAlerts.firing("tickets", "collapse", 1));
        assertThat(after(Duration.ofMinutes(1))).hasSize(1);
        NotifierAction.Remember remembered = (NotifierAction.Remember) actions.get(actions.size() - 1);

        given(receiver("pager", PACE));
        observe(new NotifierInput.Restored("pager", "tickets", remembered.memory()));
        observe(new NotifierInput.Restored("nobody", "tickets", remembered.memory()));
        hear(TestAlerts.firing("tickets", "drift", 1));
        hear(TestAlerts.resolved("tickets", "novelty", 1));
        hear(TestAlerts.firing("tickets", "encoder", 0));
        hear(TestAlerts.resolved("tickets", "encoder", 0));
        // Of the collapse nothing is left in the topic.
        observe(new NotifierInput.CaughtUp(offset - 1));

        assertThat(after(Duration.ofMinutes(6)))
                .containsExactly("RESOLVED novelty+OPENED encoder+RESOLVED encoder+RESOLVED collapse");
    }

    @Test
    void whatEndedBeforeTheFirstStartIsHistory() {
        hear(TestAlerts.firing("tickets", "drift", 1));
        hear(TestAlerts.resolved("tickets", "drift", 1));
        hear(TestAlerts.firing("tickets", "novelty", 1));
        observe(new NotifierInput.CaughtUp(offset));

        assertThat(after(Duration.ofMinutes(6))).containsExactly("OPENED novelty");
    }

    @Test
    void offsetsAreHeldBackByWhatIsNotToldYet() {
        hear(TestAlerts.firing("tickets", "drift", 1));
        hear(TestAlerts.firing("orders", "drift", 1));
        settle(TestAlerts.silence("tickets", now.plus(Duration.ofHours(1))));
        assertThat(policy.firstUntold(state, now)).hasValue(101);
        after(Duration.ofMinutes(1));
        assertThat(policy.firstUntold(state, now)).isEqualTo(OptionalLong.empty());
    }

    @Test
    void whatIsOverAndToldIsForgotten() {
        hear(TestAlerts.firing("tickets", "drift", 1));
        after(Duration.ofMinutes(1));
        hear(TestAlerts.resolved("tickets", "drift", 1));
        after(Duration.ofMinutes(6));
        observe(new NotifierInput.Committed(offset));
        after(Duration.ofMinutes(30));

        assertThat(state.incidents()).isEmpty();
        assertThat(state.receivers.get("pager").groups).isEmpty();
        assertThat(actions.get(actions.size() - 1))
                .isEqualTo(new NotifierAction.Remember("pager", "tickets", new Memory(null, Map.of())));
    }

    @Test
    void theSameNewsHaveTheSameKey() {
        hear(TestAlerts.firing("tickets", "drift", 1));
        tick();
        now = now.plusSeconds(30);
        Notification first = tick().get(0);
        given(receiver("pager", PACE));
        hear(TestAlerts.firing("tickets", "drift", 1));
        tick();
        now = now.plusSeconds(40);
        Notification second = tick().get(0);

        assertThat(second.key()).isEqualTo(first.key()).hasSize(32);
        assertThat(first.items()).extracting(Notification.Item::change).containsExactly(Change.OPENED);
    }

    @Test
    void pausesDoubleUpToTheLongestAndVaryByHalf() {
        Retry retry = new Retry(9, Duration.ofSeconds(1), Duration.ofSeconds(10));

        assertThat(retry.pause(1, 1, Duration.ZERO)).hasMillis(1000);
        assertThat(retry.pause(1, 0, Duration.ZERO)).hasMillis(500);
        assertThat(retry.pause(4, 1, Duration.ZERO)).hasMillis(8000);
        assertThat(retry.pause(1000, 1, Duration.ZERO)).hasMillis(10_000);
        assertThat(retry.pause(4, 1, Duration.ofSeconds(60))).hasSeconds(60);
        assertThat(retry.pause(4, 1, Duration.ofDays(400))).hasDays(1);
    }
}
