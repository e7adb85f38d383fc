package dev.vectide.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.report.Score;
import dev.vectide.monitor.collapse.CollapseMonitor;
import dev.vectide.monitor.drift.DriftMonitor;
import dev.vectide.monitor.novelty.NoveltyMonitor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MonitorDeterminismTest {
    private static final int DIMENSION = 16;

    static List<StreamMonitor<?>> monitors() {
        var config = Play.config(100, 400, 100, 50);
        return List.of(
                new CollapseMonitor(config, Play.alerts(), Play.SPACE),
                new DriftMonitor(config, Play.alerts(), Play.SPACE),
                new NoveltyMonitor(config, Play.alerts(), Play.SPACE));
    }

    private static List<PaneMonitor<?>> paneMonitors() {
        return monitors().stream()
                .filter(PaneMonitor.class::isInstance)
                .<PaneMonitor<?>>map(monitor -> (PaneMonitor<?>) monitor)
                .toList();
    }

    /** Calm, a new topic, calm, a collapse, calm; with deletions, late, far-future, unusable and replayed events. */
    private static List<Object> story(long seed) {
        Traffic traffic = new Traffic(seed, DIMENSION, 6, 4, 0.5);
        traffic.events(2500, 0, 4);
        for (int i = 0; i < 30; i++) {
            traffic.at(traffic.now() - 60_000 * i, "late-" + i, traffic.near(0));
            traffic.one("replayed-" + i, traffic.near(4), "old", false);
            traffic.one("nan-" + i, new float[] {Float.NaN, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, null, true);
            traffic.one("zero-" + i, new float[DIMENSION], null, true);
        }
        traffic.events(600, 4, 6);
        for (int i = 2700; i < 2900; i++) {
            traffic.delete("doc-" + i);
        }
        traffic.events(1500, 0, 4);
        traffic.events(900, 0, 4, vector -> {
            float[] flat = vector.clone();
            flat[3] = 0;
            flat[7] = 0;
            return flat;
        });
        traffic.pass(3_600_000L);
        traffic.events(1500, 0, 4);
        traffic.at(traffic.now() + 250_000, "future", traffic.near(1));
        traffic.events(300, 0, 4);
        traffic.pass(1_000_000);
        return traffic.inputs();
    }

    @TestFactory
    Stream<DynamicTest> howeverPartitionsInterleave() {
        return monitors().stream().map(monitor -> DynamicTest.dynamicTest(monitor.name(), () -> {
            List<Object> inputs = story(7);
            Play straight = Play.run(monitor, inputs);
            assertThat(straight.alertsTold()).isNotEmpty();
            for (int seed = 0; seed < 8; seed++) {
                Play mixed = Play.run(monitor, Play.interleave(inputs, new Random(seed)));
                assertThat(withoutReplay(mixed)).isEqualTo(withoutReplay(straight));
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> restoredEqualsNeverStopped() {
        return monitors().stream().map(monitor -> DynamicTest.dynamicTest(monitor.name(), () -> {
            List<Object> inputs = story(11);
            Play straight = Play.run(monitor, inputs);
            for (int seed = 0; seed < 5; seed++) {
                Play restored = Play.run(monitor, inputs, new Random(seed));
                assertThat(restored.outputs.stream().map(Object::toString))
                        .containsExactlyElementsOf(
                                straight.outputs.stream().map(Object::toString).toList());
            }
        }));
    }

    /** Gathered by one to four tasks that hand on their parts at any time, crash, and are another number then. */
    @TestFactory
    Stream<DynamicTest> gatheredInPartsEqualsWhole() {
        return paneMonitors().stream().map(monitor -> DynamicTest.dynamicTest(monitor.name(), () -> {
            List<Object> inputs = story(13);
            List<String> whole = Play.run(monitor, inputs).sorted();
            for (int seed = 0; seed < 8; seed++) {
                Parted<?> parted = new Parted<>(monitor, inputs, new Random(seed));
                assertThat(parted.run(seed % 2 == 0 ? 20 : 120)).as("seed %d", seed).isEqualTo(whole);
                assertThat(parted.crashes()).as("seed %d", seed).isPositive();
            }
        }));
    }

    /** Neighbours are looked for by one to four tasks that may be told late, or never, and crash. */
    @Test
    void sharedByTasksEqualsWhole() {
        List<Object> inputs = busyStory(17);
        var novelty = new NoveltyMonitor(Play.config(100, 400, 100, 50), Play.alerts(), Play.SPACE);
        Play straight = Play.run(novelty, inputs);
        List<String> whole = withoutReplay(straight);
        long scored = straight.scores().stream().filter(score -> score.state().equals(Score.SCORED)).count();

        for (int seed = 0; seed < 8; seed++) {
            boolean crash = seed % 2 == 1;
            Shared<?> shared = new Shared<>(novelty, inputs, new Random(seed), crash ? 10 : 0);
            List<String> said = shared.run(seed < 4 ? 20 : 120, crash);
            assertThat(said.stream().filter(line -> !line.contains("id=replayed-"))).as("seed %d", seed).containsExactlyElementsOf(whole);
            assertThat(shared.crashes() > 0).as("seed %d", seed).isEqualTo(crash);
            assertThat(shared.found()).as("seed %d, of %d", seed, scored).isGreaterThan(scored / 3);
        }
    }

    /** The story without the gap of an hour and with deletions all along: panes of 500 vectors. */
    private static List<Object> busyStory(long seed) {
        Traffic traffic = new Traffic(seed, DIMENSION, 6, 4, 0.5);
        for (int round = 0; round < 14; round++) {
            traffic.events(500, 0, round == 6 || round == 7 ? 6 : 4);
            for (int i = 0; i < 10; i++) {
                traffic.delete("doc-" + traffic.random.nextInt(500 * round + 500));
                traffic.at(traffic.now() - 60_000 * i, "late-" + round + "-" + i, traffic.near(0));
                traffic.one("replayed-" + round + "-" + i, traffic.near(4), "old", false);
                traffic.one("zero-" + round + "-" + i, new float[DIMENSION], null, true);
            }
        }
        return traffic.pass(1_000_000).inputs();
    }

    @TestFactory
    Stream<DynamicTest> shuffledWithinTheLatenessBound() {
        return monitors().stream().map(monitor -> DynamicTest.dynamicTest(monitor.name(), () -> {
            Traffic traffic = new Traffic(3, DIMENSION, 6, 4, 0.5);
            traffic.events(3000, 0, 4).events(800, 4, 6).events(1500, 0, 4);
            List<Object> inputs = new ArrayList<>(traffic.inputs());
            inputs.removeIf(input -> input instanceof ClockInput);
            inputs.addAll(0, new Traffic(0, DIMENSION, 1, 4).clocks().inputs());
            inputs.addAll(traffic.pass(60_000).inputs().stream()
                    .filter(input -> input instanceof ClockInput clock && clock.clockMs() == traffic.now())
                    .toList());
            Play straight = Play.run(monitor, inputs);
            for (int seed = 0; seed < 5; seed++) {
                assertThat(Play.run(monitor, jumbled(inputs, new Random(seed))).sorted())
                        .isEqualTo(straight.sorted());
            }
        }));
    }

    /** Moves every vector by at most 90 places, 1.8 s of event time; the bound is 2 s. */
    private static List<Object> jumbled(List<Object> inputs, Random random) {
        List<Object> jumbled = new ArrayList<>(inputs);
        for (int from = 4; from + 90 <= jumbled.size() - 4; from += 90) {
            Collections.shuffle(jumbled.subList(from, from + 90), random);
        }
        return jumbled;
    }

    /** A replayed document is scored against the reference there is: the one thing that may depend on the order. */
    private static List<String> withoutReplay(Play play) {
        return play.sorted().stream().filter(line -> !line.contains("id=replayed-")).toList();
    }

    @Test
    void everyLiveVersionIsScoredOnce() {
        List<Object> inputs = story(5);
        var novelty = new NoveltyMonitor(Play.config(100, 400, 100, 50), Play.alerts(), Play.SPACE);

        Play play = Play.run(novelty, Play.interleave(inputs, new Random(1)), new Random(2));

        List<String> expected = inputs.stream()
                .filter(input -> input instanceof VectorInput vector && vector.vector() != null)
                .map(input -> ((VectorInput) input).partition() + ":" + ((VectorInput) input).offset())
                .sorted()
                .toList();
        assertThat(play.scores().stream().map(score -> score.position()).sorted()).containsExactlyElementsOf(expected);
    }
}
