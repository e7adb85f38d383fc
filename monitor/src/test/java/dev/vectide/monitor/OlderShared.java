package dev.vectide.monitor;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@link Older}, of one that speaks of each vector. */
public final class OlderShared<S> extends Older<S, SharedMonitor<S>> implements SharedMonitor<S> {
    public OlderShared(SharedMonitor<S> monitor, StateCodec<S> codec) {
        super(monitor, codec);
    }

    @Override
    public void observe(S state, VectorInput input, byte @Nullable [] early, Consumer<MonitorOutput> out) {
        monitor.observe(state, input, early, out);
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
