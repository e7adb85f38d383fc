package dev.vectide.monitor.novelty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.core.report.Alert;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Score;
import dev.vectide.monitor.Play;
import dev.vectide.monitor.Traffic;
import dev.vectide.monitor.reference.BrokenArtefactException;
import dev.vectide.monitor.reference.ReferenceOrder;
import dev.vectide.monitor.reference.ReferencePlan;
import dev.vectide.monitor.stats.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes normal and what does not. Panes of 10 s hold 500 events. */
class AdmissionTest {
    private static final int PANE = 500;
    private static final int REFERENCE = 800;
    private static final int CALIBRATION = 200;

    private final NoveltyMonitor monitor =
            new NoveltyMonitor(Play.config(PANE, REFERENCE, CALIBRATION, 1000), Play.alerts(), Play.SPACE);
    private final NoveltyState state = monitor.initial(Play.STREAM);
    private final Traffic traffic = new Traffic(91, 16, 6, 3, 0.45);

    private Play feed() {
        Play play = Play.feed(monitor, state, List.copyOf(traffic.inputs()));
        traffic.inputs().clear();
        return play;
    }

    private void mixed(int panes, double share) {
        for (int i = 0; i < panes * PANE; i++) {
            boolean strange = traffic.random.nextDouble() < share;
            String id = (strange ? "strange-" : "usual-") + traffic.now();
            traffic.one(id, traffic.near(strange ? 5 : traffic.random.nextInt(4)), null, true);
        }
    }

    private static double found(List<Score> scores) {
        List<Score> strange =
                scores.stream().filter(score -> score.id().startsWith("strange-")).toList();
        assertThat(strange).isNotEmpty();
        return strange.stream().filter(Score::anomaly).count() / (double) strange.size();
    }

    /** For as long as the calibration takes to be renewed three times. */
    @Test
    void anAnomalyThatStaysIsToldOfForAsLongAsItStays() {
        traffic.clocks().events(8 * PANE, 0, 4);
        feed();
        int panes = 3 * Normal.WINDOW_PANES;
        mixed(panes, 0.08);
        Play play = feed();

        List<Alert> told = play.alertsTold();
        assertThat(told).extracting(Alert::id).containsOnly(told.get(0).id());
        assertThat(told).extracting(Alert::state).containsOnly(Alert.State.FIRING);
        assertThat(told.size()).isGreaterThanOrEqualTo(panes - 5);
        List<Score> scores = play.scores();
        assertThat(found(scores.subList(scores.size() - 10 * PANE, scores.size())))
                .isGreaterThan(0.9)
                .isCloseTo(found(scores.subList(0, 10 * PANE)), within(0.05));
        assertThat(state.normal.all()).isNotEmpty().noneMatch(item -> item.document().startsWith("strange-"));
    }

    /** So few that no alert opens: they are calibrated with, but not neighbours of what is like them. */
    @Test
    void whatIsFarFromTheReservoirNeverEntersIt() {
        traffic.clocks().events(8 * PANE, 0, 4);
        mixed(3 * Normal.WINDOW_PANES, 0.006);
        Play play = feed();

        assertThat(play.alertsTold()).isEmpty();
        List<Sample.Item> reservoir = state.normal.reservoir.first(REFERENCE);
        assertThat(reservoir).hasSize(REFERENCE);
        List<Score> scores = play.scores();
        Map<String, Double> pValues = new HashMap<>();
        scores.stream()
                .filter(score -> score.pValue() != null)
                .forEach(score -> pValues.put(score.position(), score.pValue()));
        List<Double> admitted = reservoir.stream()
                .map(item -> pValues.get(item.partition() + ":" + item.offset()))
                .filter(Objects::nonNull)
                .toList();
        assertThat(admitted).hasSizeGreaterThan(REFERENCE / 2).allMatch(p -> p > Normal.GUARD);
        assertThat(found(scores.subList(scores.size() - 20 * PANE, scores.size()))).isGreaterThan(0.5);
    }

    /** The way out. */
    @Test
    void learntAnewItIsNormal() {
        traffic.clocks().events(8 * PANE, 0, 4);
        mixed(6, 0.3);
        assertThat(feed().alertsTold()).isNotEmpty();

        Instant from = Instant.ofEpochMilli(traffic.now());
        monitor.follow(state, plan(from));
        mixed(16, 0.3);
        traffic.pass(60_000);
        Play play = feed();

        List<Alert> told = play.alertsTold();
        Alert last = told.get(told.size() - 1);
        assertThat(last.state()).isEqualTo(Alert.State.RESOLVED);
        assertThat(last.summary()).isEqualTo("Over: the reference was replaced by ann: they are meant");
        Score warming = play.scores().stream()
                .filter(score -> score.state().equals(Score.WARMING))
                .findFirst()
                .orElseThrow();
        assertThat(last.updatedAt()).isAfter(warming.time());
        assertThat(warming.time()).isAfter(from);
        assertThat(play.reports()).extracting(HealthReport::status).contains(HealthReport.WARMING);
        assertThat(state.normal.all()).anyMatch(item -> item.document().startsWith("strange-"));
        List<Score> scores = play.scores();
        assertThat(found(scores.subList(scores.size() - 5 * PANE, scores.size()))).isLessThan(0.03);
    }

    private static ReferencePlan plan(Instant from) {
        ReferenceOrder order = new ReferenceOrder(
                "order-1", Play.STREAM, Play.SPACE, null, from, null, null, "ann", from, "they are meant", null);
        return ReferencePlan.of(List.of(order), Play.STREAM, Play.SPACE, "novelty", id -> {
            throw new BrokenArtefactException("none is kept");
        });
    }

    /** Ordered in the past or the future of what is replayed, in any order of arrival, restored at any moment. */
    @Test
    void anOrderToLearnAnewDoesTheSameInAnyReplay() {
        traffic.clocks().events(8 * PANE, 0, 4);
        Instant from = Instant.ofEpochMilli(traffic.now());
        mixed(16, 0.3);
        traffic.pass(60_000);
        List<Object> inputs = List.copyOf(traffic.inputs());
        List<String> straight = Play.run(monitor, inputs, null, plan(from)).sorted();

        assertThat(straight).anyMatch(line -> line.contains("replaced by ann"));
        assertThat(straight).isNotEqualTo(Play.run(monitor, inputs).sorted());
        for (int seed = 1; seed < 5; seed++) {
            List<Object> mixed = Play.interleave(inputs, new Random(seed));
            assertThat(Play.run(monitor, mixed, new Random(seed), plan(from)).sorted()).isEqualTo(straight);
        }
    }

    /** The window holds the newest panes, of each the same number, in their order. */
    @Test
    void calibrationIsThatOfTheNewestPanes() {
        traffic.clocks().events(8 * PANE, 0, 4).events(40 * PANE, 0, 4).pass(60_000);
        feed();

        assertThat(state.normal.window).hasSize(CALIBRATION);
        List<Integer> numbers = new ArrayList<>();
        state.normal.window.forEach(item -> numbers.add(Integer.parseInt(item.document().substring(4))));
        assertThat(numbers).allMatch(number -> number >= 20 * PANE);
        int each = Normal.perPane(Play.config(PANE, REFERENCE, CALIBRATION, 1000));
        for (int from = 0; from + each <= numbers.size(); from += each) {
            List<Integer> pane = numbers.subList(from, from + each);
            int least = pane.stream().mapToInt(number -> number).min().orElseThrow();
            assertThat(pane).allMatch(number -> number < least + PANE + 10);
        }
    }

    /**
     * In 20 streams, each with its calibration renewed again and again, rates are those chosen: within four standard
     * deviations of one calibration set a stream (Beta) and of the scores (binomial).
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.05, 0.01})
    void ratesStayAsChosenHoweverOftenCalibrationIsRenewed(double alpha) {
        int calibration = 199;
        int streams = 20;
        int panes = 250;
        int pane = 50;
        long scored = 0;
        long below = 0;
        for (int stream = 0; stream < streams; stream++) {
            Traffic calm = new Traffic(300 + stream, 8, 5, 2);
            calm.stepMs = 10_000 / pane;
            calm.pass(0).events(panes * pane, 0, 5).pass(60_000);
            NoveltyMonitor one = new NoveltyMonitor(
                    Play.config(pane, 400, calibration, 10_000, alpha), Play.alerts(), Play.SPACE);
            List<Score> scores = Play.run(one, calm.inputs()).scores().stream()
                    .filter(score -> score.pValue() != null)
                    .toList();
            // Only what the calibration of the beginning has no part in any more.
            for (Score score : scores.subList(scores.size() / 2, scores.size())) {
                scored++;
                below += score.pValue() <= alpha ? 1 : 0;
            }
        }

        double rate = below / (double) scored;
        double variance = alpha * (1 - alpha);
        double error = Math.sqrt(variance / (calibration + 2) / streams + variance / scored);
        assertThat(rate).isCloseTo(alpha, within(4 * error));
    }
}
