package dev.vectide.monitor;

import java.util.function.Consumer;

/** A monitor as it is, whose states are written by an earlier codec: what an earlier version leaves in a savepoint. */
public record Older<S>(StreamMonitor<S> monitor, StateCodec<S> codec) implements StreamMonitor<S> {
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
}
