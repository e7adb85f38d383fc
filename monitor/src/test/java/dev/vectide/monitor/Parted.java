package dev.vectide.monitor;

import dev.vectide.monitor.pane.PartialPanes;
import dev.vectide.monitor.reference.ReferencePlan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Runs a monitor as a job of several tasks would: partitions dealt out to tasks that gather, their parts on the way to one
 * that joins, checkpoints, crashes back to the newest of them, and another number of tasks after each.
 */
final class Parted<S> {
    private record Checkpoint<S>(S state, List<ClockInput> clocks, Map<Integer, Integer> positions, int said) {}

    private record Task(PartialPanes<?> panes, List<Integer> partitions, Deque<byte[]> underWay) {}

    private final PaneMonitor<S> monitor;
    private final Random random;
    private final ReferencePlan plan;
    private final Map<Integer, List<Object>> log = new TreeMap<>();
    private final List<MonitorOutput> said = new ArrayList<>();
    private List<Task> tasks = List.of();
    private Checkpoint<S> newest;
    private S state;
    private Map<Integer, Integer> positions;
    private int crashes;

    Parted(PaneMonitor<S> monitor, List<Object> inputs, Random random) {
        this(monitor, inputs, random, ReferencePlan.NONE);
    }

    /** @param plan known to the one that joins */
    Parted(PaneMonitor<S> monitor, List<Object> inputs, Random random, ReferencePlan plan) {
        this.monitor = monitor;
        this.plan = plan;
        this.random = random;
        for (Object input : inputs) {
            int partition = input instanceof VectorInput vector ? vector.partition() : ((ClockInput) input).partition();
            log.computeIfAbsent(partition, any -> new ArrayList<>()).add(input);
        }
        Map<Integer, Integer> start = new TreeMap<>();
        log.keySet().forEach(partition -> start.put(partition, 0));
        newest = new Checkpoint<>(monitor.initial(Play.STREAM), List.of(), start, 0);
        restart();
    }

    int crashes() {
        return crashes;
    }

    /** What was said by the end, in an order that does not depend on when. */
    List<String> run(int largestBurst) {
        while (isAnythingLeft()) {
            Task task = tasks.get(random.nextInt(tasks.size()));
            if (!task.partitions.isEmpty()) {
                read(task, task.partitions.get(random.nextInt(task.partitions.size())), random.nextInt(largestBurst));
            }
            joinSome(tasks.get(random.nextInt(tasks.size())), random.nextInt(3));
            if (random.nextInt(20) == 0) {
                checkpoint();
            }
            if (random.nextInt(100) == 0) {
                crashes++;
                restart();
            }
        }
        checkpoint();
        return said.stream().map(Object::toString).sorted().toList();
    }

    private boolean isAnythingLeft() {
        return positions.entrySet().stream().anyMatch(at -> at.getValue() < log.get(at.getKey()).size());
    }

    private void restart() {
        state = Play.copy(monitor, newest.state);
        positions = new TreeMap<>(newest.positions);
        said.subList(newest.said, said.size()).clear();
        int parallelism = 1 + random.nextInt(4);
        tasks = IntStream.range(0, parallelism)
                .mapToObj(index -> new Task(monitor.partial(Play.STREAM), dealt(index, parallelism), new ArrayDeque<>()))
                .toList();
        tasks.forEach(task -> newest.clocks.forEach(task.panes::restore));
    }

    private List<Integer> dealt(int index, int parallelism) {
        return log.keySet().stream().filter(partition -> partition % parallelism == index).toList();
    }

    private void read(Task task, int partition, int burst) {
        List<Object> records = log.get(partition);
        int end = Math.min(records.size(), positions.get(partition) + burst);
        for (Object input : records.subList(positions.get(partition), end)) {
            if (input instanceof VectorInput vector) {
                task.panes.observe(vector);
            } else {
                task.panes.clock((ClockInput) input);
            }
            if (task.panes.isDue()) {
                handOn(task);
            }
        }
        positions.put(partition, end);
    }

    private static void handOn(Task task) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            task.panes.write(new DataOutputStream(bytes));
            task.underWay.add(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void joinSome(Task task, int most) {
        try {
            for (int left = most; left > 0 && !task.underWay.isEmpty(); left--) {
                monitor.follow(state, plan);
                monitor.join(state, new DataInputStream(new ByteArrayInputStream(task.underWay.poll())), said::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything is handed on and joined before it, as in front of an aligned barrier. */
    private void checkpoint() {
        for (Task task : tasks) {
            if (task.panes.holdsNews()) {
                handOn(task);
            }
            joinSome(task, Integer.MAX_VALUE);
        }
        List<ClockInput> clocks =
                tasks.stream().flatMap(task -> task.panes.clocks().stream()).toList();
        newest = new Checkpoint<>(Play.copy(monitor, state), clocks, new TreeMap<>(positions), said.size());
    }
}
