package dev.vectide.monitor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Runs a monitor as a job of several tasks would that share in its work: partitions dealt out to tasks, what they send on
 * under way to the one that has the state, its news under way back and now and then lost, checkpoints, crashes back to the
 * newest of them, and another number of tasks after each.
 */
final class Shared<S> {
    private record Checkpoint<S>(S state, Map<Integer, Integer> positions, int said) {}

    /** A vector with what was found of it, or a clock. */
    private record Sent(Object input, byte[] early) {}

    private record Task(Share share, List<Integer> partitions, Deque<Sent> underWay, Deque<byte[]> news) {}

    private final SharedMonitor<S> monitor;
    private final Random random;
    /** How often, of a hundred, news are lost and the task told so. */
    private final int lost;

    private final Map<Integer, List<Object>> log = new TreeMap<>();
    private final List<MonitorOutput> said = new ArrayList<>();
    private List<Task> tasks = List.of();
    private SharedMonitor.Announcer<S> announcer;
    private Checkpoint<S> newest;
    private S state;
    private Map<Integer, Integer> positions;
    private int crashes;
    private long found;

    Shared(SharedMonitor<S> monitor, List<Object> inputs, Random random, int lost) {
        this.monitor = monitor;
        this.random = random;
        this.lost = lost;
        for (Object input : inputs) {
            int partition = input instanceof VectorInput vector ? vector.partition() : ((ClockInput) input).partition();
            log.computeIfAbsent(partition, any -> new ArrayList<>()).add(input);
        }
        Map<Integer, Integer> start = new TreeMap<>();
        log.keySet().forEach(partition -> start.put(partition, 0));
        newest = new Checkpoint<>(monitor.initial(Play.STREAM), start, 0);
        restart();
    }

    int crashes() {
        return crashes;
    }

    /** Vectors that went on with what a task had found of them, those before a crash too. */
    long found() {
        return found;
    }

    /** What was said by the end, in an order that does not depend on when. */
    List<String> run(int largestBurst, boolean crash) {
        while (isAnythingLeft()) {
            Task task = tasks.get(random.nextInt(tasks.size()));
            if (!task.partitions.isEmpty()) {
                read(task, task.partitions.get(random.nextInt(task.partitions.size())), random.nextInt(largestBurst));
            }
            deliver(tasks.get(random.nextInt(tasks.size())), random.nextInt(3 * largestBurst));
            tell(tasks.get(random.nextInt(tasks.size())));
            if (random.nextInt(100) == 0) {
                checkpoint();
            }
            if (crash && random.nextInt(150) == 0) {
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
        announcer = monitor.announcer();
        int parallelism = 1 + random.nextInt(4);
        tasks = IntStream.range(0, parallelism)
                .mapToObj(index -> new Task(
                        monitor.share(Play.STREAM),
                        log.keySet().stream().filter(at -> at % parallelism == index).toList(),
                        new ArrayDeque<>(),
                        new ArrayDeque<>()))
                .toList();
    }

    private Share.Onward onward(Task task) {
        return new Share.Onward() {
            @Override
            public void vector(VectorInput input, byte[] early) {
                found += early != null ? 1 : 0;
                task.underWay.add(new Sent(input, early));
            }

            @Override
            public void clock(ClockInput input) {
                task.underWay.add(new Sent(input, null));
            }
        };
    }

    private void read(Task task, int partition, int burst) {
        List<Object> records = log.get(partition);
        int end = Math.min(records.size(), positions.get(partition) + burst);
        for (Object input : records.subList(positions.get(partition), end)) {
            if (input instanceof VectorInput vector) {
                task.share.observe(vector, onward(task));
            } else {
                task.share.clock((ClockInput) input, onward(task));
            }
        }
        positions.put(partition, end);
    }

    private void deliver(Task from, int most) {
        for (int left = most; left > 0 && !from.underWay.isEmpty(); left--) {
            Sent sent = from.underWay.poll();
            if (sent.input instanceof VectorInput vector) {
                monitor.observe(state, vector, sent.early, said::add);
            } else {
                monitor.clock(state, (ClockInput) sent.input, said::add);
            }
            announcer.announce(Play.STREAM, state, news -> tasks.forEach(task -> task.news.add(news)));
        }
    }

    private void tell(Task task) {
        if (!task.news.isEmpty() && random.nextInt(100) < lost) {
            task.news.clear();
            announcer.startAnew();
        }
        while (!task.news.isEmpty()) {
            task.share.learn(task.news.poll(), onward(task));
        }
    }

    /** Everything is let go of and has arrived before it, as in front of an aligned barrier. */
    private void checkpoint() {
        for (Task task : tasks) {
            task.share.drain(onward(task));
            deliver(task, Integer.MAX_VALUE);
        }
        newest = new Checkpoint<>(Play.copy(monitor, state), new TreeMap<>(positions), said.size());
    }
}
