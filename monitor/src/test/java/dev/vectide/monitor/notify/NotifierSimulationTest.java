package dev.vectide.monitor.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.report.Alert;
import dev.vectide.monitor.notify.Notification.Change;
import dev.vectide.monitor.notify.Notification.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Incidents come, change and go, people silence and acknowledge, receivers fail, the notifier is stopped and killed, in any
 * order. Whatever happens, every receiver is told of every incident at most once that it opened, is not told again before the
 * repeat interval unless it became worse, and exactly once that it is over, if it was told that it opened. What a kill makes
 * come twice has the same id. At the end, when nothing is muted and everybody answers, nothing is owed.
 */
class NotifierSimulationTest {
    private static final int STEPS = 3000;
    private static final List<String> STREAMS = List.of("a", "b");
    private static final List<String> DETECTORS = List.of("drift", "novelty", "collapse", "encoder");
    private static final Duration REPEAT = Duration.ofMinutes(40);

    /** One incident as the jobs tell it. */
    private record Told(Item item, Instant at) {}

    private final List<Alert> topic = new ArrayList<>();
    private final Map<String, Alert> open = new LinkedHashMap<>();
    private final Map<String, Memory> remembered = new HashMap<>();
    private final Map<String, List<Told>> heard = new LinkedHashMap<>();
    private final List<Notification> onTheirWay = new ArrayList<>();
    private final List<Silence> silences = new ArrayList<>();
    private final List<Acknowledgement> acknowledgements = new ArrayList<>();
    private final List<Receiver> receivers = List.of(
            new Receiver("pager", Set.of(), Set.of(), pace(30, 120, Duration.ofMinutes(10), false)),
            new Receiver("critical", Set.of("a"), Set.of(Alert.Severity.CRITICAL), pace(0, 0, Duration.ZERO, false)),
            new Receiver("alertmanager", Set.of(), Set.of(), pace(0, 0, Duration.ofMinutes(10), true)));
    // More tries than a run can have: what was given up was not told.
    private final NotifierPolicy policy =
            new NotifierPolicy(new Retry(Integer.MAX_VALUE, Duration.ofSeconds(1), Duration.ofMinutes(1)));
    private NotifierState state = new NotifierState(receivers);
    private Instant now = TestAlerts.T0;
    private int read;
    private long committed;
    private int incidents;

    private static Pace pace(int patience, int interval, Duration coolDown, boolean keepsAlive) {
        return new Pace(Duration.ofSeconds(patience), Duration.ofSeconds(interval), REPEAT, coolDown, keepsAlive);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everybodyIsToldOnce(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            happen(random);
            run(random.nextInt(10) < 2 ? random : null);
        }
        silences.clear();
        acknowledgements.clear();
        for (int step = 0; step < 400; step++) {
            now = now.plusSeconds(30);
            run(null);
        }

        heard.forEach(NotifierSimulationTest::checkOne);
        assertThat(policy.firstUntold(state, now)).isEmpty();
        assertThat(committed).isEqualTo(topic.size());
        checkNothingIsMissing();
        assertThat(heard.values().stream().flatMap(List::stream).map(told -> told.item().change()))
                .contains(Change.OPENED, Change.WORSE, Change.REPEATED, Change.RESOLVED);
    }

    private void happen(Random random) {
        now = now.plusSeconds(random.nextInt(40));
        String key = STREAMS.get(random.nextInt(2)) + "/" + DETECTORS.get(random.nextInt(4));
        int what = random.nextInt(100);
        Alert known = open.get(key);
        if (what < 12) {
            String[] parts = key.split("/");
            Alert next = known == null ? TestAlerts.firing(parts[0], parts[1], ++incidents) : known;
            boolean critical = next.severity() == Alert.Severity.CRITICAL || random.nextInt(4) == 0;
            say(key, next.as(critical ? Alert.Severity.CRITICAL : Alert.Severity.WARNING));
        } else if (what < 18 && known != null) {
            topic.add(known.resolved(now, "Over."));
            open.remove(key);
        } else if (what == 18) {
            String stream = STREAMS.get(random.nextInt(2));
            silences.add(TestAlerts.silence(stream, now.plusSeconds(random.nextInt(3000))));
        } else if (what == 19) {
            silences.clear();
        } else if (what == 20 && known != null) {
            acknowledgements.add(new Acknowledgement(
                    known.id(), known.severity(), "eve", now, random.nextBoolean() ? null : now.plusSeconds(2000), "on it"));
        } else if (what == 21) {
            restart(false);
        } else if (what == 22) {
            // What was on its way may have arrived, and nobody knows.
            onTheirWay.stream().filter(one -> random.nextBoolean()).forEach(this::arrives);
            restart(true);
        }
    }

    private void say(String key, Alert alert) {
        open.put(key, alert);
        topic.add(alert);
    }

    /** A stop takes in what is on its way; a kill does not. */
    private void restart(boolean killed) {
        if (!killed) {
            answer(null);
            commit();
        }
        onTheirWay.clear();
        state = new NotifierState(receivers);
        remembered.forEach((place, memory) -> perform(policy.observe(
                state, new NotifierInput.Restored(place.split("/")[0], place.split("/")[1], memory), now)));
        read = 0;
        hear();
        perform(policy.observe(state, new NotifierInput.CaughtUp(committed), now));
    }

    /** @param troubled decides which receivers fail now; null if none does */
    private void run(Random troubled) {
        hear();
        answer(troubled);
        perform(policy.observe(
                state, new NotifierInput.Settlement(new Settled(silences, acknowledgements)), now));
        perform(policy.observe(state, new NotifierInput.Tick(), now));
        if (troubled == null || troubled.nextBoolean()) {
            commit();
        }
    }

    private void hear() {
        for (; read < topic.size(); read++) {
            perform(policy.observe(state, new NotifierInput.Observed(topic.get(read), read), now));
        }
    }

    private void answer(Random troubled) {
        List<Notification> sent = List.copyOf(onTheirWay);
        onTheirWay.clear();
        for (Notification one : sent) {
            if (troubled != null && troubled.nextBoolean()) {
                perform(policy.observe(
                        state,
                        new NotifierInput.Failed(
                                one, "503", false, Duration.ofSeconds(troubled.nextInt(3)), troubled.nextDouble()),
                        now));
                continue;
            }
            arrives(one);
            perform(policy.observe(state, new NotifierInput.Delivered(one), now));
        }
    }

    /** A receiver takes the same news once, by their id. */
    private void arrives(Notification one) {
        for (Item item : one.items()) {
            List<Told> known = heard.computeIfAbsent(one.receiver() + " " + item.alert().id(), id -> new ArrayList<>());
            if (known.stream().noneMatch(told -> told.item().id().equals(item.id()))) {
                known.add(new Told(item, now));
            }
        }
    }

    private void perform(List<NotifierAction> actions) {
        for (NotifierAction action : actions) {
            if (action instanceof NotifierAction.Send send) {
                onTheirWay.add(send.notification());
            } else if (action instanceof NotifierAction.Remember remember) {
                remembered.put(remember.receiver() + "/" + remember.stream(), remember.memory());
            } else {
                throw new AssertionError("nothing is given up here: " + action);
            }
        }
    }

    private void commit() {
        committed = Math.max(committed, policy.firstUntold(state, now).orElse(read));
        policy.observe(state, new NotifierInput.Committed(committed), now);
    }

    private static void checkOne(String whom, List<Told> told) {
        List<Change> changes = told.stream().map(one -> one.item().change()).toList();
        assertThat(changes.get(0)).as(whom).isEqualTo(Change.OPENED);
        assertThat(changes.stream().filter(Change.OPENED::equals)).as(whom).hasSize(1);
        assertThat(changes.stream().filter(Change.RESOLVED::equals)).as(whom).hasSizeLessThan(2);
        assertThat(changes.lastIndexOf(Change.RESOLVED)).as(whom).isIn(-1, changes.size() - 1);
        for (int i = 1; i < told.size(); i++) {
            Told before = told.get(i - 1);
            Told one = told.get(i);
            // Who is kept alive is told again after a restart, too.
            if (one.item().change() == Change.REPEATED && !whom.startsWith("alertmanager")) {
                assertThat(Duration.between(before.at(), one.at())).as(whom + " " + i).isGreaterThanOrEqualTo(REPEAT);
            }
            if (one.item().change() == Change.WORSE) {
                assertThat(one.item().alert().severity()).as(whom).isGreaterThan(before.item().alert().severity());
            }
        }
    }

    /** Who was told that an incident opened was told of its end; who hears of all was told of everything that fires. */
    private void checkNothingIsMissing() {
        Map<String, Alert> last = new LinkedHashMap<>();
        topic.forEach(alert -> last.put(alert.id(), alert));
        heard.forEach((whom, told) -> {
            Alert end = last.get(told.get(0).item().alert().id());
            boolean ended = told.get(told.size() - 1).item().change() == Change.RESOLVED;
            assertThat(ended).as(whom).isEqualTo(end.state() == Alert.State.RESOLVED);
        });
        for (Alert alert : open.values()) {
            boolean explained = open.values().stream().anyMatch(cause -> Inhibition.inhibits(cause, alert));
            if (!explained) {
                assertThat(heard).containsKey("pager " + alert.id()).containsKey("alertmanager " + alert.id());
            }
        }
    }
}
