package dev.vectide.monitor;

import dev.vectide.monitor.reference.ReferencePlan;
import java.util.function.Consumer;

/** A monitor as it is, whose states are written by an earlier codec: what an earlier version leaves in a savepoint. */
abstract class Older<S, M extends StreamMonitor<S>> implements StreamMonitor<S> {
    final M monitor;
    private final StateCodec<S> codec;

    Older(M monitor, StateCodec<S> codec) {
        this.monitor = monitor;
        this.codec = codec;
    }

    @Override
    public StateCodec<S> codec() {
        return codec;
    }

    @Override
    public String name() {
        return monitor.name();
    }

    @Override
    public S initial(String stream) {
        return monitor.initial(stream);
    }

    @Override
    public boolean readsTexts() {
        return monitor.readsTexts();
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
    public void follow(S state, ReferencePlan plan) {
        monitor.follow(state, plan);
    }
}
