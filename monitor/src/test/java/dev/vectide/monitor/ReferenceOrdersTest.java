package dev.vectide.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.report.Alert;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.ReferenceNote;
import dev.vectide.monitor.collapse.CollapseMonitor;
import dev.vectide.monitor.drift.DriftMonitor;
import dev.vectide.monitor.reference.Artefact;
import dev.vectide.monitor.reference.BrokenArtefactException;
import dev.vectide.monitor.reference.ReferenceOrder;
import dev.vectide.monitor.reference.ReferencePlan;
import dev.vectide.monitor.reference.ReferenceTrack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** References are pinned and replaced by recorded orders, in whatever order, way and process things come. */
class ReferenceOrdersTest {
    private static final int PANE = 100;
    private static final VectideConfig.Monitor CONFIG = Play.config(PANE, 4 * PANE, 100, 50);

    static Stream<StreamMonitor<?>> monitors() {
        return Stream.of(
                new DriftMonitor(CONFIG, Play.alerts(), Play.SPACE),
                new CollapseMonitor(CONFIG, Play.alerts(), Play.SPACE));
    }

    /** Panes of 10 s: 12 as before, 20 of other topics in which two dimensions are dead; both monitors alarm. */
    private static Traffic traffic() {
        Traffic traffic = new Traffic(3, 12, 6, 2, 0.5);
        traffic.stepMs = 10_000 / PANE;
        return traffic.pass(10_000 - traffic.stepMs - traffic.now() % 10_000)
                .events(12 * PANE, 0, 4)
                .events(20 * PANE, 2, 6, vector -> {
                    vector[3] = 0;
                    vector[7] = 0;
                    return vector;
                })
                .pass(60_000);
    }

    private static ReferenceOrder order(Instant from) {
        return new ReferenceOrder(
                "order-1", Play.STREAM, Play.SPACE, null, from, null, null, "ann", Instant.parse("2026-01-01T00:00:00Z"),
                "the new encoder is meant", null);
    }

    private static Instant start(List<Object> inputs, int pane) {
        VectorInput first = (VectorInput) inputs.stream().filter(VectorInput.class::isInstance).findFirst().orElseThrow();
        return Instant.ofEpochMilli(first.timeMs() / 10_000 * 10_000 + 10_000L * pane);
    }

    /** What the control topic and the folder would hold. */
    private static final class Shelf {
        final List<ReferenceOrder> orders = new ArrayList<>();
        final Map<String, Artefact> artefacts = new HashMap<>();

        void keep(Play play) {
            for (ReferenceTrack.Kept kept : play.pinned()) {
                orders.add(kept.order());
                artefacts.put(kept.artefact().id(), kept.artefact());
            }
        }

        ReferencePlan plan(StreamMonitor<?> monitor) {
            return ReferencePlan.of(orders, Play.STREAM, Play.SPACE, monitor.name(), id -> {
                Artefact found = artefacts.get(id);
                if (found == null) {
                    throw new BrokenArtefactException("it is not there");
                }
                return found;
            });
        }
    }

    private static String lines(Play play) {
        return String.join("\n", play.sorted());
    }

    @ParameterizedTest
    @MethodSource("monitors")
    void anOrderHoldsFromItsPaneOnAndEndsWhatWasMeasuredByTheOld(StreamMonitor<?> monitor) {
        List<Object> inputs = traffic().inputs();
        Instant from = start(inputs, 20);
        Shelf shelf = new Shelf();
        shelf.orders.add(order(from));

        Play play = Play.run(monitor, inputs, null, shelf.plan(monitor));

        List<ReferenceTrack.Kept> pinned = play.pinned();
        assertThat(pinned).hasSize(2);
        assertThat(pinned.get(0).order().cause()).isNull();
        assertThat(pinned.get(1).order().cause()).isEqualTo("order-1");
        assertThat(pinned.get(1).artefact().from()).isEqualTo(from);
        List<Alert> alerts = play.alertsTold();
        assertThat(alerts).extracting(Alert::id).containsOnly(alerts.get(0).id());
        Alert last = alerts.get(alerts.size() - 1);
        assertThat(last.state()).isEqualTo(Alert.State.RESOLVED);
        assertThat(last.pane().start()).isEqualTo(from);
        assertThat(last.summary()).isEqualTo("Over: the reference was replaced by ann: the new encoder is meant");
        for (HealthReport report : play.reports()) {
            ReferenceNote note = report.reference();
            boolean isWarming = report.status().equals(HealthReport.WARMING);
            boolean isNew = !report.pane().start().isBefore(from);
            if (!isWarming) {
                Artefact used = pinned.get(isNew ? 1 : 0).artefact();
                long age = report.pane().end().getEpochSecond() - used.to().getEpochSecond();
                assertThat(note).isEqualTo(new ReferenceNote(
                        used.id(), used.n(), used.from(), used.to(), age, isNew ? "order-1" : null));
            }
        }
        assertThat(play.reports().get(play.reports().size() - 1).status()).isEqualTo(HealthReport.OK);
    }

    @ParameterizedTest
    @MethodSource("monitors")
    void noOrderChangesNothingWhileAnAlertIsOpen(StreamMonitor<?> monitor) {
        Play play = Play.run(monitor, traffic().inputs());

        assertThat(play.pinned()).hasSize(1);
        List<Alert> alerts = play.alertsTold();
        assertThat(alerts).hasSizeGreaterThan(15).allMatch(alert -> alert.state() == Alert.State.FIRING);
        assertThat(play.reports().stream()
                        .filter(report -> !report.status().equals(HealthReport.WARMING))
                        .map(report -> report.reference().id()))
                .containsOnly(play.pinned().get(0).artefact().id());
    }

    @ParameterizedTest
    @MethodSource("monitors")
    void reportsDoNotDependOnHowPartitionsInterleaveOrOnRestarts(StreamMonitor<?> monitor) {
        List<Object> inputs = traffic().inputs();
        Shelf shelf = new Shelf();
        shelf.orders.add(order(start(inputs, 20)));
        String expected = lines(Play.run(monitor, inputs, null, shelf.plan(monitor)));

        for (int seed = 0; seed < 3; seed++) {
            Random random = new Random(seed);
            List<Object> mixed = Play.interleave(inputs, random);
            assertThat(lines(Play.run(monitor, mixed, random, shelf.plan(monitor)))).isEqualTo(expected);
            Parted<?> parted = new Parted<>((PaneMonitor<?>) monitor, inputs, random, shelf.plan(monitor));
            assertThat(String.join("\n", parted.run(200))).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("monitors")
    void anOrderThatBecomesKnownOnlyBeforeItsPaneDoesTheSame(StreamMonitor<?> monitor) {
        List<Object> inputs = traffic().inputs();
        Instant from = start(inputs, 20);
        Shelf shelf = new Shelf();
        shelf.orders.add(order(from));
        String expected = lines(Play.run(monitor, inputs, null, shelf.plan(monitor)));

        assertThat(lines(late(monitor, inputs, shelf, from))).isEqualTo(expected);
    }

    private static <S> Play late(StreamMonitor<S> monitor, List<Object> inputs, Shelf shelf, Instant from) {
        S state = monitor.initial(Play.STREAM);
        Play play = new Play();
        for (Object input : inputs) {
            if (input instanceof VectorInput vector && vector.timeMs() >= from.toEpochMilli()) {
                monitor.follow(state, shelf.plan(monitor));
            }
            play.outputs.addAll(Play.feed(monitor, state, List.of(input)).outputs);
        }
        return play;
    }

    /** The state is lost, and most of what the first reference was gathered from is compacted away. */
    @ParameterizedTest
    @MethodSource("monitors")
    void whatIsKeptStandsInForALostState(StreamMonitor<?> monitor) {
        List<Object> inputs = traffic().inputs();
        Shelf shelf = new Shelf();
        shelf.orders.add(order(start(inputs, 20)));
        Play before = Play.run(monitor, inputs, null, shelf.plan(monitor));
        shelf.keep(before);
        Instant compacted = start(inputs, 3);
        List<Object> left = inputs.stream()
                .filter(input -> !(input instanceof VectorInput vector)
                        || vector.timeMs() >= compacted.toEpochMilli()
                        || vector.offset() % 5 == 0)
                .toList();

        Play after = Play.run(monitor, left, null, shelf.plan(monitor));

        Instant judged = before.pinned().get(0).order().from();
        List<HealthReport> expected = since(before, judged);
        assertThat(since(after, judged)).hasSizeGreaterThan(10);
        assertThat(references(since(after, judged))).isEqualTo(references(expected));
        if (monitor.name().equals("drift")) {
            assertThat(since(after, judged)).isEqualTo(expected);
        }
    }

    private static List<HealthReport> since(Play play, Instant from) {
        return play.reports().stream().filter(report -> !report.pane().start().isBefore(from)).toList();
    }

    private static List<String> references(List<HealthReport> reports) {
        return reports.stream().map(report -> report.pane().start() + " " + report.reference()).toList();
    }

    @ParameterizedTest
    @MethodSource("monitors")
    void aKeptReferenceIsPinnedOnAnotherStream(StreamMonitor<?> monitor) {
        List<Object> inputs = traffic().inputs();
        Play first = Play.run(monitor, inputs);
        Artefact artefact = first.pinned().get(0).artefact();
        Shelf shelf = new Shelf();
        shelf.artefacts.put(artefact.id(), artefact);
        shelf.orders.add(new ReferenceOrder(
                "order-2", Play.STREAM, Play.SPACE, monitor.name(), Instant.EPOCH, null,
                ReferenceOrder.Pin.of(artefact), "bob", Instant.EPOCH, "golden", null));

        Play second = Play.run(monitor, inputs, new Random(4), shelf.plan(monitor));

        assertThat(second.pinned()).isEmpty();
        assertThat(second.reports()).allSatisfy(report -> {
            assertThat(report.reference().id()).isEqualTo(artefact.id());
            assertThat(report.reference().order()).isEqualTo("order-2");
        });
        Instant judged = first.pinned().get(0).order().from();
        assertThat(since(second, judged)).extracting(HealthReport::status)
                .isEqualTo(since(first, judged).stream().map(HealthReport::status).toList());
    }

    @ParameterizedTest
    @MethodSource("monitors")
    void whatCannotBePinnedLeavesTheReferenceAndIsSaid(StreamMonitor<?> monitor) {
        List<Object> inputs = traffic().inputs();
        Shelf shelf = new Shelf();
        Instant from = start(inputs, 8);
        shelf.orders.add(new ReferenceOrder(
                "order-3", Play.STREAM, Play.SPACE, null, from, null,
                new ReferenceOrder.Pin("0123456789ab", 1, Instant.EPOCH, Instant.EPOCH), "bob", Instant.EPOCH, "lost", null));

        Play play = Play.run(monitor, inputs, new Random(5), shelf.plan(monitor));

        String id = play.pinned().get(0).artefact().id();
        assertThat(since(play, from)).isNotEmpty().allSatisfy(report -> {
            assertThat(report.reference().id()).isEqualTo(id);
            assertThat(report.findings())
                    .contains("Reference 0123456789ab of order order-3 cannot be used: it is not there.");
        });
    }

    private static ReferenceOrder pin(String id, Instant from, ReferenceOrder.Pin pin) {
        return new ReferenceOrder(
                id, Play.STREAM, Play.SPACE, null, from, null, pin, "bob", Instant.EPOCH, "as was agreed", null);
    }

    private static ReferenceOrder.Pin lost() {
        return new ReferenceOrder.Pin("0123456789ab", 1, Instant.EPOCH, Instant.EPOCH);
    }

    private static List<Instant> troubled(Play play) {
        return play.reports().stream()
                .filter(report -> report.findings().stream().anyMatch(finding -> finding.contains("cannot be used")))
                .map(report -> report.pane().start())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("monitors")
    void whatCannotBePinnedIsSaidNoMoreOnceTheReferenceInUseIsOrdered(StreamMonitor<?> monitor) {
        List<Object> inputs = traffic().inputs();
        Artefact used = Play.run(monitor, inputs).pinned().get(0).artefact();
        Instant from = start(inputs, 8);
        Instant overtaken = start(inputs, 11);
        Shelf shelf = new Shelf();
        shelf.artefacts.put(used.id(), used);
        shelf.orders.add(pin("order-4", from, lost()));
        shelf.orders.add(pin("order-5", overtaken, ReferenceOrder.Pin.of(used)));

        Play play = Play.run(monitor, inputs, new Random(6), shelf.plan(monitor));

        assertThat(since(play, overtaken)).isNotEmpty();
        assertThat(troubled(play)).containsExactly(from, start(inputs, 9), start(inputs, 10));
    }

    /** What is gathered begins to hold after the order did, and so overtakes it. */
    @ParameterizedTest
    @MethodSource("monitors")
    void whatCannotBePinnedIsSaidNoMoreOnceAReferenceIsGathered(StreamMonitor<?> monitor) {
        List<Object> inputs = traffic().inputs();
        Shelf shelf = new Shelf();
        shelf.orders.add(pin("order-6", start(inputs, 1), lost()));

        Play play = Play.run(monitor, inputs, new Random(7), shelf.plan(monitor));

        Instant gathered = play.pinned().get(0).artefact().to();
        assertThat(since(play, gathered)).isNotEmpty();
        assertThat(troubled(play)).isNotEmpty().allMatch(gathered::isAfter);
    }
}
