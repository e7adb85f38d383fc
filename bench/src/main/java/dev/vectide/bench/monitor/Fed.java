package dev.vectide.bench.monitor;

import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.MonitorOutput;
import dev.vectide.monitor.StreamMonitor;
import dev.vectide.monitor.VectorInput;
import java.util.function.Consumer;

/**
 * One stream of one monitor, fed on this thread as its job feeds it: vectors in turn from four partitions. Panes end only when
 * they are told to, so that what a vector costs and what the end of a pane costs can be told apart.
 *
 * @param <S> state of the stream
 */
final class Fed<S> {
    static final String STREAM = "bench";
    static final int PARTITIONS = 4;
    static final long START_MS = 1_700_000_000_000L;

    private final StreamMonitor<S> monitor;
    private final S state;
    private final float[][] vectors;
    private final Consumer<MonitorOutput> out;
    private long fed;
    private long timeMs = START_MS;

    Fed(StreamMonitor<S> monitor, float[][] vectors, Consumer<MonitorOutput> out) {
        this.monitor = monitor;
        this.state = monitor.initial(STREAM);
        this.vectors = vectors;
        this.out = out;
    }

    /** So many vectors of the pane that is open. */
    void feed(int count) {
        for (int i = 0; i < count; i++) {
            // Ahead of the clock that was told last, as events are.
            monitor.observe(state, vector(fed, timeMs + 1, vectors), out);
            fed++;
        }
    }

    /** Moves on by a pane and what may come late. */
    void close(long paneMs) {
        timeMs += 2 * paneMs;
        for (int p = 0; p < PARTITIONS; p++) {
            monitor.clock(state, new ClockInput(STREAM, p, timeMs, PARTITIONS), out);
        }
    }

    static VectorInput vector(long i, long timeMs, float[][] vectors) {
        return new VectorInput(
                STREAM,
                "document-" + i,
                (int) (i % PARTITIONS),
                i / PARTITIONS,
                timeMs,
                vectors[(int) (i % vectors.length)],
                null,
                true);
    }
}
