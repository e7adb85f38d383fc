package dev.vectide.monitor;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A monitor as it is, whose states are written by an earlier codec: what an earlier version leaves in a savepoint. */
public record OlderShared<S>(SharedMonitor<S> monitor, StateCodec<S> codec) implements SharedMonitor<S> {
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
    public void observe(S state, VectorInput input, byte @Nullable [] early, Consumer<MonitorOutput> out) {
        monitor.observe(state, input, early, out);
    }

    @Override
    public void clock(S state, ClockInput input, Consumer<MonitorOutput> out) {
        monitor.clock(state, input, out);
    }

    @Override
    public Share share(String stream) {
        return monitor.share(stream);
    }

    @Override
    public Announcer<S> announcer() {
        return monitor.announcer();
    }
}
