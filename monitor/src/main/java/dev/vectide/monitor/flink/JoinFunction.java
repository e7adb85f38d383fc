package dev.vectide.monitor.flink;

import dev.vectide.monitor.PaneMonitor;
import dev.vectide.monitor.StateCodec;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Holds the monitor's state of every stream, as {@link MonitorOperator} does and under the same name, and joins the parts
 * that the tasks hand on.
 *
 * <p>An instance belongs to one task.
 *
 * @param <S> state of one stream
 */
final class JoinFunction<S> extends KeyedProcessFunction<String, Part, Outgoing> {
    private static final long serialVersionUID = 1;

    private final MonitorFactory<S> factory;
    private final Outlets outlets;
    private transient PaneMonitor<S> monitor;
    private transient StateCodec<S> codec;
    private transient ValueState<Held<S>> states;
    private transient Outlets.@Nullable Open open;

    /** @param factory of a {@link PaneMonitor} */
    @SuppressWarnings("NullAway.Init") // The rest is made where the function runs, by open.
    JoinFunction(MonitorFactory<S> factory, Outlets outlets) {
        this.factory = factory;
        this.outlets = outlets;
    }

    @Override
    public void open(OpenContext context) {
        monitor = (PaneMonitor<S>) factory.create();
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
    public void processElement(Part part, Context context, Collector<Outgoing> out) throws IOException {
        Held<S> held = states.value();
        if (held == null) {
            held = Held.fresh(monitor.initial(part.stream()), codec);
        }
        DataInputStream bytes = new DataInputStream(new ByteArrayInputStream(part.bytes()));
        S state = held.open(codec);
        Outlets.Open opened = Objects.requireNonNull(open);
        monitor.follow(state, opened.plan(part.stream()));
        monitor.join(state, bytes, opened.to(out));
        states.update(held);
    }
}
