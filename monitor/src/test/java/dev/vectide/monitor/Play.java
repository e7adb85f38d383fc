package dev.vectide.monitor;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.report.Alert;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Score;
import dev.vectide.monitor.reference.ReferencePlan;
import dev.vectide.monitor.reference.ReferenceTrack;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Runs a monitor over inputs and keeps what it says. */
public final class Play {
    public static final String SPACE = "toy-00000000";
    public static final String STREAM = "tickets";

    public final List<MonitorOutput> outputs = new ArrayList<>();

    public static VectideConfig.Monitor config(int minPane, int reference, int calibration, double runLength) {
        return config(minPane, reference, calibration, runLength, 0.01);
    }

    public static VectideConfig.Monitor config(
            int minPane, int reference, int calibration, double runLength, double anomalyRate) {
        return new VectideConfig.Monitor(
                Duration.ofSeconds(10),
                minPane,
                Duration.ofSeconds(2),
                reference,
                calibration,
                5,
                anomalyRate,
                runLength,
                Duration.ZERO,
                Duration.ofSeconds(5),
                1,
                "",
                0,
                List.of());
    }

    public static VectideConfig.Alerts alerts() {
        return new VectideConfig.Alerts(3, 2, 5);
    }

    public static <S> Play run(StreamMonitor<S> monitor, List<?> inputs) {
        return run(monitor, inputs, null);
    }

    /** With orders that are known from the start. */
    public static <S> Play run(StreamMonitor<S> monitor, List<?> inputs, Random restarts, ReferencePlan plan) {
        Play play = new Play();
        S state = monitor.initial(STREAM);
        for (Object input : inputs) {
            if (restarts != null && restarts.nextInt(200) == 0) {
                state = copy(monitor, state);
            }
            monitor.follow(state, plan);
            play.take(monitor, state, input);
        }
        return play;
    }

    /** With a {@code restarts} generator, the state is written and read back at random points. */
    public static <S> Play run(StreamMonitor<S> monitor, List<?> inputs, Random restarts) {
        Play play = new Play();
        S state = monitor.initial(STREAM);
        for (Object input : inputs) {
            if (restarts != null && restarts.nextInt(200) == 0) {
                state = copy(monitor, state);
            }
            play.take(monitor, state, input);
        }
        return play;
    }

    /** Goes on with a state. */
    public static <S> Play feed(StreamMonitor<S> monitor, S state, List<?> inputs) {
        Play play = new Play();
        inputs.forEach(input -> play.take(monitor, state, input));
        return play;
    }

    private <S> void take(StreamMonitor<S> monitor, S state, Object input) {
        if (input instanceof VectorInput vector) {
            monitor.observe(state, vector, outputs::add);
        } else {
            monitor.clock(state, (ClockInput) input, outputs::add);
        }
    }

    public static <S> S copy(StreamMonitor<S> monitor, S state) {
        try {
            byte[] bytes = bytes(monitor, state);
            S copy = monitor.codec().read(new DataInputStream(new ByteArrayInputStream(bytes)));
            if (!java.util.Arrays.equals(bytes, bytes(monitor, copy))) {
                throw new AssertionError("a state read back is written differently");
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <S> byte[] bytes(StreamMonitor<S> monitor, S state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        monitor.codec().write(state, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    /** Another interleaving of the same partitions, each in its own order. */
    public static List<Object> interleave(List<Object> inputs, Random random) {
        Map<Integer, Deque<Object>> partitions = new TreeMap<>();
        for (Object input : inputs) {
            partitions.computeIfAbsent(partition(input), any -> new ArrayDeque<>()).add(input);
        }
        List<Deque<Object>> left = new ArrayList<>(partitions.values());
        List<Object> mixed = new ArrayList<>(inputs.size());
        while (!left.isEmpty()) {
            Deque<Object> next = left.get(random.nextInt(left.size()));
            for (int burst = 1 + random.nextInt(300); burst > 0 && !next.isEmpty(); burst--) {
                mixed.add(next.poll());
            }
            left.removeIf(Deque::isEmpty);
        }
        return mixed;
    }

    private static int partition(Object input) {
        return input instanceof VectorInput vector ? vector.partition() : ((ClockInput) input).partition();
    }

    /** What was said, in an order that does not depend on when. */
    public List<String> sorted() {
        return outputs.stream().map(Object::toString).sorted().toList();
    }

    public List<Score> scores() {
        return of(MonitorOutput.Scored.class).map(MonitorOutput.Scored::score).toList();
    }

    public List<HealthReport> reports() {
        return of(MonitorOutput.Reported.class).map(MonitorOutput.Reported::report).toList();
    }

    public List<Alert> alertsTold() {
        return of(MonitorOutput.Alerted.class).map(MonitorOutput.Alerted::alert).toList();
    }

    public List<ReferenceTrack.Kept> pinned() {
        return of(MonitorOutput.Pinned.class).map(MonitorOutput.Pinned::kept).toList();
    }

    private <T> java.util.stream.Stream<T> of(Class<T> type) {
        return outputs.stream().filter(type::isInstance).map(type::cast);
    }
}
