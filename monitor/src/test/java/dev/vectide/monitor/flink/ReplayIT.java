package dev.vectide.monitor.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.Play;
import dev.vectide.monitor.Traffic;
import dev.vectide.monitor.VectorInput;
import dev.vectide.testing.TestConfig;
import dev.vectide.testing.TopicReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One stream again and again, on a real broker and a real cluster: whole, out of order within the lateness bound, by one
 * task, by two, by four, and with a worker lost in each second pane. What the monitors write is always the same, to the
 * byte, and what they say when they are called directly and in order.
 */
class ReplayIT {
    private static final int PARTITIONS = 4;
    private static final int PANE_MS = 10_000;
    /** 1.8 s of event time; the lateness bound is 2 s. */
    private static final int OUT_OF_ORDER = 90;

    @TempDir
    private Path directory;

    private final List<VectorInput> stream = stream();

    private static List<VectorInput> stream() {
        Traffic traffic = new Traffic(5, TestSpace.DIMENSION, 6, PARTITIONS, 0.5);
        traffic.events(1800, 0, 4);
        float[] notANumber = new float[TestSpace.DIMENSION];
        notANumber[3] = Float.NaN;
        for (int i = 0; i < 10; i++) {
            traffic.one("nan-" + i, notANumber, null, true);
        }
        traffic.events(600, 4, 6).events(900, 0, 4);
        traffic.events(700, 0, 4, vector -> {
            float[] flat = vector.clone();
            flat[3] = 0;
            flat[7] = 0;
            return flat;
        });
        traffic.events(1000, 0, 4);
        return traffic.inputs().stream()
                .filter(VectorInput.class::isInstance)
                .map(VectorInput.class::cast)
                .toList();
    }

    @Test
    void wholeByOneTask() throws Exception {
        VectideConfig config = config(1);
        try (Cluster cluster = Cluster.start(config, directory)) {
            replay(config, cluster, panes(stream), false);
        }
    }

    @Test
    void outOfOrderByTwoTasksOfWhichEachDoesItsShare() throws Exception {
        VectideConfig config = config(2);
        try (Cluster cluster = Cluster.start(config, directory)) {
            replay(config, cluster, panes(outOfOrder(1)), false);
            for (String monitor : List.of("collapse", "drift")) {
                assertThat(cluster.sent(monitor)).hasSize(2).allMatch(sent -> sent > 0 && sent < stream.size() / 10);
            }
            List<Long> found = cluster.found("novelty");
            assertThat(found).as("neighbours found where the vectors were read").hasSize(2).allMatch(
                    count -> count > stream.size() / 8);
            assertThat(found.stream().mapToLong(count -> count).sum()).isGreaterThan(stream.size() / 2);
        }
    }

    @Test
    void outOfOrderByFourTasksThatCrashInEachSecondPane() throws Exception {
        VectideConfig config = config(4);
        try (Cluster cluster = Cluster.start(config, directory)) {
            List<List<VectorInput>> panes = panes(outOfOrder(2));
            replay(config, cluster, panes, true);
            assertThat(cluster.restarts()).isGreaterThanOrEqualTo(panes.size() / 2);
        }
    }

    private static VectideConfig config(int parallelism) {
        Map<String, String> settings = new HashMap<>(Story.SETTINGS);
        settings.put("VECTIDE_MONITOR_PARALLELISM", String.valueOf(parallelism));
        return TestConfig.of(settings);
    }

    private void replay(VectideConfig config, Cluster cluster, List<List<VectorInput>> panes, boolean crash)
            throws Exception {
        Expected expected = Expected.of(config, withClocks(stream, new long[PARTITIONS], true));
        long[] clocks = new long[PARTITIONS];
        try (VectorsTopic topic = new VectorsTopic(config)) {
            long before = 0;
            for (int pane = 0; pane < panes.size(); pane++) {
                List<VectorInput> inputs = panes.get(pane);
                write(topic, inputs.subList(0, inputs.size() / 2), clocks, false);
                boolean isToCrash = crash && pane % 2 == 1;
                if (isToCrash) {
                    long scoredBefore = before;
                    TopicReader.until(
                            config.kafka().bootstrap(),
                            config.topics().scores(),
                            scores -> scores.size() > scoredBefore);
                    cluster.awaitCheckpoint();
                }
                write(topic, inputs.subList(inputs.size() / 2, inputs.size()), clocks, false);
                if (isToCrash) {
                    cluster.crash();
                }
                before += inputs.size();
            }
            write(topic, List.of(), clocks, true);
            expected.awaitCount();
            cluster.awaitRunning();
        }
        expected.assertWritten();
    }

    /** In transactions of a hundred vectors, as the encoder does, clocks among them. */
    private static void write(VectorsTopic topic, List<VectorInput> inputs, long[] clocks, boolean last) {
        List<Object> records = withClocks(inputs, clocks, last);
        Story.parts(records, 100).forEach(topic::write);
    }

    /** After each hundred vectors every partition is told how far it has come; at the end, that a minute has passed. */
    private static List<Object> withClocks(List<VectorInput> inputs, long[] clocks, boolean last) {
        List<Object> records = new ArrayList<>();
        for (VectorInput input : inputs) {
            records.add(input);
            clocks[input.partition()] = Math.max(clocks[input.partition()], input.timeMs());
            if (records.size() % 100 == 0) {
                tell(clocks, 0, records);
            }
        }
        if (last) {
            long end = java.util.Arrays.stream(clocks).max().orElseThrow() + 60_000;
            tell(clocks, end, records);
        }
        return records;
    }

    private static void tell(long[] clocks, long atLeast, List<Object> records) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            long clock = Math.max(clocks[partition], atLeast);
            if (clock > 0) {
                records.add(new ClockInput(Play.STREAM, partition, clock, PARTITIONS));
            }
        }
    }

    /** No vector is moved by more than the lateness bound. */
    private List<VectorInput> outOfOrder(long seed) {
        Random random = new Random(seed);
        List<VectorInput> moved = new ArrayList<>(stream);
        for (int from = 0; from < moved.size(); from += OUT_OF_ORDER) {
            Collections.shuffle(moved.subList(from, Math.min(moved.size(), from + OUT_OF_ORDER)), random);
        }
        assertThat(moved).isNotEqualTo(stream);
        return moved;
    }

    /** As they are written, cut where the first vector of a pane comes. */
    private static List<List<VectorInput>> panes(List<VectorInput> inputs) {
        List<List<VectorInput>> panes = new ArrayList<>();
        long newest = Long.MIN_VALUE;
        for (VectorInput input : inputs) {
            if (input.timeMs() / PANE_MS > newest) {
                newest = input.timeMs() / PANE_MS;
                panes.add(new ArrayList<>());
            }
            panes.get(panes.size() - 1).add(input);
        }
        return panes;
    }
}
