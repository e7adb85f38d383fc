package dev.vectide.local.account;

import dev.vectide.monitor.pane.PaneSettings;
import java.util.Arrays;

/**
 * Which live vectors the novelty monitor may hold unscored: those whose pane lies less than {@link PaneSettings#gap} panes
 * behind the last that is over. A pane is over once the clock of every partition, less the lateness bound, has passed its
 * end; a vector that is late belongs to the pane that its partition has reached.
 *
 * <p>Where compaction has taken progress records away, clocks are behind the monitor's: then too much counts as held.
 *
 * <p>Used by one thread.
 */
public final class HeldBack {
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final PaneSettings settings;
    private final long[] clocks;

    public HeldBack(PaneSettings settings, int partitions) {
        this.settings = settings;
        this.clocks = new long[partitions];
        Arrays.fill(clocks, UNKNOWN);
    }

    /** The monitor has read a live vector; the event time by which its pane goes. */
    long read(int partition, long timeMs) {
        long placed = clocks[partition] == UNKNOWN ? timeMs : Math.max(timeMs, clocks[partition] - settings.latenessMs());
        clock(partition, timeMs);
        return placed;
    }

    /** The monitor has read that the stream's clock in a partition has reached {@code timeMs}. */
    void clock(int partition, long timeMs) {
        clocks[partition] = Math.max(clocks[partition], timeMs);
    }

    /** @param placedMs what {@link #read} answered */
    boolean holds(long placedMs) {
        long low = Arrays.stream(clocks).min().orElse(UNKNOWN);
        return low == UNKNOWN || settings.index(placedMs) - settings.gap() >= settings.index(low - settings.latenessMs());
    }
}
