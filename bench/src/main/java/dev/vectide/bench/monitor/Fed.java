package dev.vectide.bench.monitor;

import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.MonitorOutput;
import dev.vectide.monitor.StreamMonitor;
import dev.vectide.monitor.VectorInput;
import java.util.function.Consumer;

/**
 * One stream of one monitor, fed on this thread as its job feeds it: vectors in turn from four partitions, whose clocks
 * follow.
 *
 * @param <S> state of the stream
 */
final class Fed<S> {
    static final String STREAM = "bench";
    static final int PARTITIONS = 4;
    /** Event time from one vector to the next. */
    static final long STEP_MS = 2;

    static final long START_MS = 1_700_000_000_000L;
    /** Vectors between two progress records of a partition. */
    static final int BETWEEN_CLOCKS = 500;

    private final StreamMonitor<S> monitor;
    private final S state;
    private final float[][] vectors;
    private final Consumer<MonitorOutput> out;
    private long fed;

    Fed(StreamMonitor<S> monitor, float[][] vectors, Consumer<MonitorOutput> out) {
        this.monitor = monitor;
        this.state = monitor.initial(STREAM);
        this.vectors = vectors;
        this.out = out;
    }

    void feed(int count) {
        for (int i = 0; i < count; i++) {
            monitor.observe(state, vector(fed, vectors), out);
            fed++;
            if (fed % BETWEEN_CLOCKS == 0) {
                for (int p = 0; p < PARTITIONS; p++) {
                    monitor.clock(state, clock(p, fed), out);
                }
            }
        }
    }

    static VectorInput vector(long i, float[][] vectors) {
        return new VectorInput(
                STREAM,
                "document-" + i,
                (int) (i % PARTITIONS),
                i / PARTITIONS,
                START_MS + STEP_MS * i,
                vectors[(int) (i % vectors.length)],
                null,
                true);
    }

    static ClockInput clock(int partition, long i) {
        return new ClockInput(STREAM, partition, START_MS + STEP_MS * i, PARTITIONS);
    }
}
