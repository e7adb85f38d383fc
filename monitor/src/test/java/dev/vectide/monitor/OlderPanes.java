package dev.vectide.monitor;

import dev.vectide.monitor.pane.PartialPanes;
import java.io.DataInput;
import java.io.IOException;
import java.util.function.Consumer;

/** A monitor as it is, whose states are written by an earlier codec: what an earlier version leaves in a savepoint. */
public record OlderPanes<S>(PaneMonitor<S> monitor, StateCodec<S> codec) implements PaneMonitor<S> {
    @Override
    public String name() {
        return monitor.name();
    }

    @Override
    public S initial(String stream) {
        return monitor.initial(stream);
    }

    @Override
    public void observe(S state, VectorInput input, Consumer<MonitorOutput> out) {
        monitor.observe(state, input, out);
    }

    @Override
    public void clock(S state, ClockInput input, Consumer<MonitorOutput> out) {
        monitor.clock(state, input, out);
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
