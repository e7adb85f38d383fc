package dev.vectide.local.account;

import dev.vectide.monitor.pane.PaneSettings;
import java.util.Arrays;

/**
 * Which live vectors the novelty monitor may still hold unscored while the stream's reference is gathered: those whose pane
 * lies less than {@link PaneSettings#gap} panes behind the last that is over. A pane is over once the clock of every partition,
 * less the lateness bound, has passed its end.
 *
 * <p>Where compaction has taken records with the furthest event time away, clocks are behind the monitor's: then too much counts
 * as held, never too little.
 *
 * <p>Used by one thread.
 */
public final class WarmUp {
    private final PaneSettings settings;
    private final long[] clocks;

    public WarmUp(PaneSettings settings, int partitions) {
        this.settings = settings;
        this.clocks = new long[partitions];
        Arrays.fill(clocks, Long.MIN_VALUE);
    }

    /** The stream's clock in a partition has reached {@code timeMs}, by a live vector or a progress record that the monitor read. */
    public void clock(int partition, long timeMs) {
        clocks[partition] = Math.max(clocks[partition], timeMs);
    }

    boolean holds(long timeMs) {
        long low = Arrays.stream(clocks).min().orElse(Long.MIN_VALUE);
        return low == Long.MIN_VALUE
                || settings.index(timeMs) - settings.gap() >= settings.index(low - settings.latenessMs());
    }
}
