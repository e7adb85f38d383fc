package dev.vectide.monitor.novelty;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.Share;
import dev.vectide.monitor.VectorInput;
import dev.vectide.monitor.nearest.Knn;
import dev.vectide.monitor.pane.PaneSettings;
import dev.vectide.monitor.pane.PaneTrack;
import dev.vectide.monitor.stats.Units;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the neighbours of one stream's vectors where they are read, in copies of its references.
 *
 * <p>Which reference that is depends on the vector's pane, which its own partition's clock tells, and is settled when the
 * pane g before is over ({@link NoveltyMonitor}). Until it is known to be, the vector waits and with it all that comes
 * behind it in its partition; what else was read goes on. So that nobody waits for ever, the clock that it would move is
 * sent ahead of it: then every partition's clock has reached the earliest of the panes that anything waits for, which is
 * all it takes for the pane g before to be over. An event that is not behind its partition's clock is placed the same whether
 * or not the clock was there before it.
 *
 * <p>At most {@value #MOST_HELD} wait, mostly far fewer, and none over a checkpoint: the others go on without
 * neighbours, which the one task that has the stream's state then looks for itself. They are told in batches as
 * {@link NoveltyMonitor} does.
 */
final class EarlyScores implements Share {
    static final int MOST_HELD = 8192;

    /** Several batches for every partition that a task may read. */
    private static final int FULL = 1024;

    private static final class Waiting {
        final @Nullable VectorInput vector;
        final @Nullable ClockInput clock;
        /** Index of the pane whose reference scores it; {@link #NOTHING} where there is nothing to look for. */
        final long index;

        byte @Nullable [] early;

        Waiting(@Nullable VectorInput vector, @Nullable ClockInput clock, long index) {
            this.vector = vector;
            this.clock = clock;
            this.index = index;
        }
    }

    private static final long NOTHING = Long.MIN_VALUE;
    private static final long NEVER = Long.MIN_VALUE;

    private final String stream;
    private final int neighbours;
    private final int most;
    private final PaneSettings settings;
    /** Of which only the clocks are used. */
    private final PaneTrack<NoveltyPane> panes;

    private final TreeMap<Integer, Deque<Waiting>> queues = new TreeMap<>();
    /** Partitions whose next has to wait for a pane's end. */
    private final Set<Integer> stopped = new HashSet<>();
    /** By partition, how far what went on moves the clock. */
    private final Map<Integer, Long> sent = new HashMap<>();
    /** By partition, what the clock records have told. */
    private final Map<Integer, Long> told = new HashMap<>();

    private final Map<Long, Knn> copies = new HashMap<>();
    private Coverage coverage = Coverage.UNKNOWN;
    private int held;
    /** How many wait only to be looked at together. */
    private int ready;

    EarlyScores(String stream, VectideConfig.Monitor config) {
        this(stream, config, MOST_HELD);
    }

    EarlyScores(String stream, VectideConfig.Monitor config, int most) {
        this.stream = stream;
        this.most = most;
        this.neighbours = config.neighbours();
        this.settings = PaneSettings.of(config);
        this.panes = new PaneTrack<>(settings);
    }

    @Override
    public void observe(VectorInput input, Onward out) {
        int partition = input.partition();
        long index = NOTHING;
        if (input.live()) {
            long place = panes.admit(partition, input.timeMs()).index();
            index = coverage.shared() && input.vector() != null ? place : NOTHING;
        }
        Waiting one = new Waiting(input, null, index);
        if (index == NOTHING && queue(partition).isEmpty()) {
            send(one, out);
            return;
        }
        add(partition, one);
        ready += index != NOTHING && isSettled(one) ? 1 : 0;
        boolean isLast = input.timeMs() <= told.getOrDefault(partition, NEVER);
        if (!stopped.contains(partition) && (ready >= NoveltyMonitor.BATCH || isLast || !isSettled(one))) {
            release(out);
        }
        if (held > most) {
            letGo(out);
        }
    }

    @Override
    public void clock(ClockInput input, Onward out) {
        int partition = input.partition();
        panes.clock(partition, input.clockMs(), input.partitions());
        told.merge(partition, input.clockMs(), Math::max);
        Waiting one = new Waiting(null, input, NOTHING);
        if (queue(partition).isEmpty()) {
            send(one, out);
        } else {
            add(partition, one);
        }
        if (ready > 0 || !stopped.contains(partition)) {
            release(out);
        }
        if (held > most) {
            letGo(out);
        }
    }

    private Deque<Waiting> queue(int partition) {
        return queues.computeIfAbsent(partition, any -> new ArrayDeque<>());
    }

    private void add(int partition, Waiting one) {
        queue(partition).add(one);
        held++;
    }

    @Override
    public void learn(byte[] news, Onward out) {
        News read = News.read(news);
        if (read instanceof News.Copy copy) {
            copies.put(copy.id(), copy.knn());
        } else {
            coverage = ((News.Covered) read).coverage();
            copies.keySet().retainAll(coverage.ids());
            if (coverage.shared()) {
                release(out);
            } else {
                drain(out);
            }
        }
    }

    @Override
    public void drain(Onward out) {
        release(out);
        for (Deque<Waiting> queue : queues.values()) {
            while (!queue.isEmpty()) {
                sendNext(queue, out);
            }
        }
        stopped.clear();
    }

    @Override
    public boolean isFull() {
        return held > FULL;
    }

    /** Half of what waits in one partition goes on without neighbours. */
    @Override
    public void letGo(Onward out) {
        Deque<Waiting> longest =
                queues.values().stream().max(Comparator.comparingInt(Deque::size)).orElseThrow();
        for (int left = longest.size() / 2; left > 0; left--) {
            sendNext(longest, out);
        }
        release(out);
    }

    private boolean isSettled(Waiting one) {
        return one.index == NOTHING || one.index - settings.gap() < coverage.openFrom();
    }

    /** Lets go of all that need not wait, with its neighbours. */
    private void release(Onward out) {
        find();
        for (Map.Entry<Integer, Deque<Waiting>> partition : queues.entrySet()) {
            Deque<Waiting> queue = partition.getValue();
            while (!queue.isEmpty() && isSettled(queue.peek())) {
                sendNext(queue, out);
            }
            if (queue.isEmpty()) {
                stopped.remove(partition.getKey());
            } else {
                stopped.add(partition.getKey());
                sendClock(queue.peek(), out);
            }
        }
        ready = 0;
    }

    /** Looks for the neighbours of what is at the heads of the queues and settled, in each reference for all at once. */
    private void find() {
        Map<Long, List<Waiting>> byReference = new TreeMap<>();
        for (Deque<Waiting> queue : queues.values()) {
            for (Waiting one : queue) {
                if (!isSettled(one)) {
                    break;
                }
                long reference = one.index == NOTHING ? Coverage.NONE : coverage.at(one.index - settings.gap());
                if (one.early == null && reference != Coverage.NONE && copies.containsKey(reference)) {
                    byReference.computeIfAbsent(reference, any -> new ArrayList<>()).add(one);
                }
            }
        }
        byReference.forEach(this::search);
    }

    private void search(long reference, List<Waiting> waiting) {
        Knn knn = copies.get(reference);
        if (knn == null) {
            return;
        }
        List<Waiting> asking = new ArrayList<>();
        List<Knn.Query> queries = new ArrayList<>();
        for (Waiting one : waiting) {
            VectorInput input = one.vector;
            float[] vector = input == null ? null : input.vector();
            float[] unit = vector == null ? null : Units.normalised(vector);
            if (input != null && unit != null && unit.length == knn.dimension()) {
                asking.add(one);
                queries.add(new Knn.Query(unit, input.document()));
            }
        }
        List<List<Knn.Place>> places = knn.places(queries, neighbours);
        for (int i = 0; i < asking.size(); i++) {
            asking.get(i).early = new Early(reference, places.get(i)).toBytes();
        }
    }

    private void sendNext(Deque<Waiting> queue, Onward out) {
        held--;
        send(queue.remove(), out);
    }

    private void send(Waiting one, Onward out) {
        if (one.vector != null) {
            if (one.vector.live()) {
                sent.merge(one.vector.partition(), one.vector.timeMs(), Math::max);
            }
            out.vector(one.vector, one.early);
        } else if (one.clock != null) {
            sent.merge(one.clock.partition(), one.clock.clockMs(), Math::max);
            out.clock(one.clock);
        }
    }

    /** The clock that something which waits would move. */
    private void sendClock(Waiting one, Onward out) {
        VectorInput input = one.vector;
        if (input != null && input.timeMs() > sent.getOrDefault(input.partition(), NEVER)) {
            sent.put(input.partition(), input.timeMs());
            out.clock(new ClockInput(stream, input.partition(), input.timeMs(), 0));
        }
    }
}
