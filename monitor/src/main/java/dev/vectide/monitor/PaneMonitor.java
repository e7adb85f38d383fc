package dev.vectide.monitor;

import dev.vectide.monitor.pane.PartialPanes;
import java.io.DataInput;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * A monitor that says nothing before a pane is over, so that the work on each vector may be done in many places at once.
 * However a stream's partitions are dealt out to {@link PartialPanes} and whenever these hand on their parts, what comes
 * out is what {@link #observe} and {@link #clock} bring about for the same inputs.
 *
 * <p>A vector is lent: its array may hold another one once {@link PartialPanes#observe} or {@link #observe} has returned.
 */
public interface PaneMonitor<S> extends StreamMonitor<S> {
    /** Gathers one stream's panes in one task. */
    PartialPanes<?> partial(String stream);

    /** Takes in a part that {@link PartialPanes#write} has written. */
    void join(S state, DataInput part, Consumer<MonitorOutput> out) throws IOException;
}
