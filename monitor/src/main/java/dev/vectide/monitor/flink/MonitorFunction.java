package dev.vectide.monitor.flink;

import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.SharedMonitor;
import dev.vectide.monitor.StateCodec;
import dev.vectide.monitor.StreamMonitor;
import dev.vectide.monitor.VectorInput;
import java.io.IOException;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Holds the monitor's state of every stream and hands the monitor what arrives.
 *
 * <p>An instance belongs to one task.
 *
 * @param <S> state of one stream
 */
final class MonitorFunction<S> extends KeyedProcessFunction<String, Arrival, Outgoing> {
    private static final long serialVersionUID = 1;

    private final MonitorFactory<S> factory;
    private final Outlets outlets;
    private transient StreamMonitor<S> monitor;
    private transient StateCodec<S> codec;
    private transient ValueState<Held<S>> states;
    private transient Outlets.@Nullable Open open;
    private transient @Nullable BiConsumer<String, S> changed;

    @SuppressWarnings("NullAway.Init") // The rest is made where the function runs, by open.
    MonitorFunction(MonitorFactory<S> factory, Outlets outlets) {
        this.factory = factory;
        this.outlets = outlets;
    }

    /** @param announcer to be told whenever a state may have changed */
    void announce(BiConsumer<String, S> announcer) {
        changed = announcer;
    }

    @Override
    public void open(OpenContext context) {
        monitor = factory.create();
        codec = monitor.codec();
        states = getRuntimeContext().getState(new ValueStateDescriptor<>("monitor", new HeldSerializer<S>()));
        open = outlets.open(monitor.name());
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void processElement(Arrival arrival, Context context, Collector<Outgoing> out) throws IOException {
        Held<S> held = states.value();
        if (held == null) {
            held = Held.fresh(monitor.initial(arrival.stream()), codec);
        }
        S state = held.open(codec);
        Outlets.Open opened = Objects.requireNonNull(open);
        monitor.follow(state, opened.plan(arrival.stream()));
        VectorInput vector = arrival.vector();
        ClockInput clock = arrival.clock();
        if (vector != null && monitor instanceof SharedMonitor<S> shared) {
            shared.observe(state, vector, arrival.early(), opened.to(out));
        } else if (vector != null) {
            monitor.observe(state, vector, opened.to(out));
        } else if (clock != null) {
            monitor.clock(state, clock, opened.to(out));
        }
        if (changed != null) {
            changed.accept(arrival.stream(), state);
        }
        states.update(held);
    }
}
