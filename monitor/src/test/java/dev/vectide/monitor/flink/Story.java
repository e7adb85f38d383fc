package dev.vectide.monitor.flink;

import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.Traffic;
import dev.vectide.monitor.VectorInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Two streams in the same partitions: calm, a new topic, calm, a collapse, calm. */
final class Story {
    static final Map<String, String> SETTINGS = Map.of(
            "VECTIDE_MONITOR_PANE", "10s",
            "VECTIDE_MONITOR_MIN_PANE", "100",
            "VECTIDE_MONITOR_LATENESS", "2s",
            "VECTIDE_MONITOR_REFERENCE", "400",
            "VECTIDE_MONITOR_CALIBRATION", "100",
            "VECTIDE_MONITOR_RUN_LENGTH", "50",
            "VECTIDE_MONITOR_CHECKPOINT_INTERVAL", "300ms",
            "VECTIDE_ALERTS_RESOLVE_AFTER", "3");

    private Story() {}

    static List<Object> twoStreams(long seed, int partitions) {
        List<Object> one = stream("tickets", seed, partitions);
        List<Object> other = stream("orders", seed + 1, partitions);
        Random random = new Random(seed);
        List<Object> mixed = new ArrayList<>();
        for (int i = 0, j = 0; i < one.size() || j < other.size(); ) {
            boolean first = j == other.size() || (i < one.size() && random.nextBoolean());
            mixed.add(first ? one.get(i++) : other.get(j++));
        }
        return renumbered(mixed, partitions);
    }

    /** The two, and between their events those of many others, so many that their states cannot all be kept at hand. */
    static List<Object> amongMany(long seed, int partitions, int others) {
        List<Object> all = new ArrayList<>();
        Traffic small = new Traffic(seed, TestSpace.DIMENSION, 6, partitions, 0.5);
        int next = 0;
        for (Object input : twoStreams(seed, partitions)) {
            all.add(input);
            if (all.size() % 4 == 0) {
                small.stream = "other-" + next++ % others;
                small.one("doc-" + next, small.near(0), null, true);
                all.add(small.inputs().get(small.inputs().size() - 1));
            }
        }
        return renumbered(all, partitions);
    }

    private static List<Object> stream(String name, long seed, int partitions) {
        Traffic traffic = new Traffic(seed, TestSpace.DIMENSION, 6, partitions, 0.5);
        traffic.stream = name;
        traffic.events(1800, 0, 4);
        for (int i = 0; i < 10; i++) {
            traffic.at(traffic.now() - 60_000 * i, "late-" + i, traffic.near(0));
            traffic.delete("doc-" + i);
            traffic.one("nan-" + i, notANumber(), null, true);
        }
        traffic.events(600, 4, 6);
        traffic.events(900, 0, 4);
        traffic.events(700, 0, 4, vector -> {
            float[] flat = vector.clone();
            flat[3] = 0;
            flat[7] = 0;
            return flat;
        });
        traffic.events(900, 0, 4);
        return traffic.pass(60_000).inputs();
    }

    private static float[] notANumber() {
        float[] vector = new float[TestSpace.DIMENSION];
        vector[0] = Float.NaN;
        return vector;
    }

    /** Both streams share the offsets of a partition. */
    private static List<Object> renumbered(List<Object> inputs, int partitions) {
        long[] offsets = new long[partitions];
        List<Object> numbered = new ArrayList<>(inputs.size());
        for (Object input : inputs) {
            numbered.add(input instanceof VectorInput vector ? at(vector, offsets[vector.partition()]++) : input);
        }
        return numbered;
    }

    private static VectorInput at(VectorInput v, long offset) {
        return new VectorInput(
                v.stream(), v.document(), v.partition(), offset, v.timeMs(), v.vector(), v.text(), v.live());
    }

    static List<Object> of(String stream, List<Object> inputs) {
        return inputs.stream()
                .filter(input -> stream.equals(
                        input instanceof VectorInput vector ? vector.stream() : ((ClockInput) input).stream()))
                .toList();
    }

    static List<List<Object>> parts(List<Object> inputs, int size) {
        List<List<Object>> parts = new ArrayList<>();
        for (int from = 0; from < inputs.size(); from += size) {
            parts.add(inputs.subList(from, Math.min(inputs.size(), from + size)));
        }
        return parts;
    }
}
