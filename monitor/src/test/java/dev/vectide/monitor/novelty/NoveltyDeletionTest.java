package dev.vectide.monitor.novelty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.report.Alert;
import dev.vectide.core.report.Evidence;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Neighbour;
import dev.vectide.core.report.Score;
import dev.vectide.monitor.Play;
import dev.vectide.monitor.Traffic;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is deleted leaves reference, calibration and evidence. Panes of 10 s hold 500 events. */
class NoveltyDeletionTest {
    private static final int PANE = 500;
    private static final Set<String> DELETED =
            IntStream.range(0, 300).mapToObj(i -> "doc-" + i).collect(Collectors.toSet());

    private final NoveltyMonitor monitor =
            new NoveltyMonitor(Play.config(100, 800, 200, 1000), Play.alerts(), Play.SPACE);
    private final NoveltyState state = monitor.initial(Play.STREAM);
    private final Traffic traffic = new Traffic(81, 12, 6, 3, 0.5);

    private Play feed() {
        Play play = Play.feed(monitor, state, List.copyOf(traffic.inputs()));
        traffic.inputs().clear();
        return play;
    }

    private static Stream<String> neighbours(Stream<Score> scores) {
        return scores.flatMap(score -> score.neighbours().stream()).map(Neighbour::id);
    }

    private static List<String> shown(List<Alert> alerts) {
        return alerts.stream()
                .flatMap(alert -> alert.evidence().stream())
                .flatMap(one -> Stream.concat(
                        Stream.of(one.id()), one.neighbours().stream().map(Neighbour::id)))
                .toList();
    }

    @Test
    void itIsNobodysNeighbourTwoPanesAfterItsOwn() {
        traffic.clocks().events(8 * PANE, 0, 4);
        Play before = feed();
        DELETED.forEach(traffic::delete);
        Instant deleted = Instant.ofEpochMilli(traffic.now());
        Play after = Play.feed(monitor, state, List.copyOf(traffic.events(6 * PANE, 0, 4).pass(60_000).inputs()));

        assertThat(neighbours(before.scores().stream())).containsAnyElementsOf(DELETED);
        assertThat(state.normal.all()).noneMatch(item -> DELETED.contains(item.document()));
        assertThat(state.versions.newest().items()).noneMatch(item -> DELETED.contains(item.document()));
        Stream<Score> covered =
                after.scores().stream().filter(score -> score.time().isAfter(deleted.plusSeconds(30)));
        assertThat(neighbours(covered)).isNotEmpty().doesNotContainAnyElementsOf(DELETED);
        assertThat(after.scores()).extracting(Score::state).containsOnly(Score.SCORED);
    }

    /** The distance that remains is that to the documents that remain, by brute force. */
    @Test
    void calibrationIsTakenAnew() {
        traffic.clocks().events(8 * PANE, 0, 4);
        feed();
        traffic.stepMs = 1;
        DELETED.forEach(traffic::delete);
        traffic.events(200, 0, 4).pass(12_000);
        feed();

        Reference newest = state.versions.newest();
        Reference again = Reference.of(state.normal.reservoir, state.normal.window, 5);
        assertThat(newest.items()).hasSizeLessThan(800);
        assertThat(newest.calibrationSize()).isLessThan(200);
        assertThat(newest.calibration()).isEqualTo(again.calibration());
    }

    @Test
    void aVersionThatCameAfterTheDeletionStays() {
        traffic.clocks().events(8 * PANE, 0, 4);
        feed();
        List<String> known = state.normal.all().stream().map(item -> item.document()).toList();
        known.forEach(traffic::delete);
        known.forEach(document -> traffic.one(document, traffic.near(0), "again", true));
        traffic.events(12 * PANE, 0, 4).pass(60_000);
        Play after = feed();

        assertThat(after.scores()).extracting(Score::id).containsAll(known);
        assertThat(state.normal.all())
                .filteredOn(item -> known.contains(item.document()))
                .allMatch(item -> "again".equals(item.text()));
    }

    /** Another topic opens an alert; then it and all its neighbours are deleted. */
    @Test
    void evidenceAndItsNeighboursForgetIt() {
        traffic.clocks().events(8 * PANE, 0, 4);
        for (int i = 0; i < 3 * PANE; i++) {
            traffic.one("strange-" + i, traffic.near(5), "text", true);
        }
        Play during = feed();
        List<String> shown = shown(during.alertsTold());
        shown.stream().distinct().forEach(traffic::delete);
        traffic.events(12 * PANE, 0, 4).pass(60_000);
        Play after = feed();

        assertThat(shown).anyMatch(id -> id.startsWith("strange-")).anyMatch(id -> id.startsWith("doc-"));
        Alert last = after.alertsTold().get(after.alertsTold().size() - 1);
        assertThat(last.state()).isEqualTo(Alert.State.RESOLVED);
        assertThat(last.evidence()).extracting(Evidence::id).doesNotContainAnyElementsOf(shown);
        assertThat(shown(List.of(last))).doesNotContainAnyElementsOf(shown);
    }

    /** 99 calibration vectors are needed to call one in a hundred an anomaly: of 100 a few are deleted. */
    @Test
    void aCalibrationThatBecameTooSmallToCallAnythingAnAnomalyRecoversAtOnce() {
        NoveltyMonitor tight = new NoveltyMonitor(Play.config(100, 800, 100, 1000), Play.alerts(), Play.SPACE);
        NoveltyState tightState = tight.initial(Play.STREAM);
        Play.feed(tight, tightState, List.copyOf(traffic.clocks().events(6 * PANE, 0, 4).inputs()));
        List<String> some = tightState.normal.window.stream().map(item -> item.document()).limit(8).toList();
        traffic.inputs().clear();
        some.forEach(traffic::delete);
        traffic.events(PANE, 0, 4);
        Play.feed(tight, tightState, List.copyOf(traffic.inputs()));
        traffic.inputs().clear();

        traffic.events(5 * PANE, 4, 6).pass(60_000);
        Play after = Play.feed(tight, tightState, traffic.inputs());

        assertThat(some).hasSize(8);
        assertThat(after.scores()).filteredOn(Score::anomaly).isNotEmpty();
        assertThat(after.alertsTold()).isNotEmpty();
    }

    @Test
    void whereTooLittleIsLeftAReferenceIsGatheredAnew() {
        traffic.clocks().events(8 * PANE, 0, 4);
        feed();
        IntStream.range(0, 8 * PANE).mapToObj(i -> "doc-" + i).forEach(traffic::delete);
        Play after = Play.feed(monitor, state, traffic.events(12 * PANE, 0, 4).pass(60_000).inputs());

        List<String> states = after.scores().stream().map(Score::state).toList();
        assertThat(states).contains(Score.WARMING);
        assertThat(states.subList(states.size() - 4 * PANE, states.size())).containsOnly(Score.SCORED);
        assertThat(after.reports()).extracting(HealthReport::status).contains(HealthReport.WARMING);
        assertThat(state.normal.all())
                .isNotEmpty()
                .allMatch(item -> Integer.parseInt(item.document().substring(4)) >= 8 * PANE);
    }

    @Test
    void whatIsDeletedWhileTheReferenceIsGatheredIsNotInIt() {
        traffic.clocks().events(PANE, 0, 4);
        DELETED.forEach(traffic::delete);
        traffic.events(6 * PANE, 0, 4).pass(60_000);
        Play play = feed();

        assertThat(neighbours(play.scores().stream())).isNotEmpty().doesNotContainAnyElementsOf(DELETED);
        assertThat(state.normal.all()).isNotEmpty().noneMatch(item -> DELETED.contains(item.document()));
    }

    /** Deletions among everything else, in any interleaving and with the state restored at any moment. */
    @Test
    void neitherInterleavingNorRestoringMatters() {
        traffic.clocks();
        for (int round = 0; round < 16; round++) {
            int first = 80 * round;
            traffic.events(PANE, 0, round % 6 == 5 ? 6 : 4);
            IntStream.range(first, first + 60).forEach(i -> traffic.delete("doc-" + i));
            traffic.one("doc-" + first, traffic.near(1), "again", true);
        }
        List<Object> inputs = traffic.pass(60_000).inputs();
        Play straight = Play.run(monitor, inputs);

        assertThat(straight.scores()).extracting(Score::state).contains(Score.SCORED);
        for (int seed = 0; seed < 6; seed++) {
            List<Object> mixed = Play.interleave(inputs, new Random(seed));
            assertThat(Play.run(monitor, mixed, new Random(seed)).sorted()).isEqualTo(straight.sorted());
        }
    }
}
