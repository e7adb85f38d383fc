package dev.vectide.monitor;

import dev.vectide.monitor.pane.PartialPanes;
import java.io.DataInput;
import java.io.IOException;
import java.util.function.Consumer;

/** {@link Older}, of one that speaks of whole panes. */
public final class OlderPanes<S> extends Older<S, PaneMonitor<S>> implements PaneMonitor<S> {
    public OlderPanes(PaneMonitor<S> monitor, StateCodec<S> codec) {
        super(monitor, codec);
    }

    @Override
    public PartialPanes<?> partial(String stream) {
        return monitor.partial(stream);
    }

    @Override
    public void join(S state, DataInput part, Consumer<MonitorOutput> out) throws IOException {
        monitor.join(state, part, out);
    }
}
