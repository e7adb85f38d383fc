package dev.vectide.monitor.flink;

import dev.vectide.monitor.PaneMonitor;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Holds the monitor's state of every stream, as {@link MonitorOperator} does and under the same name, and joins the parts
 * that the tasks hand on. These are few, so a backend that keeps bytes may read and write a state for each.
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
    private transient StreamStates<S> states;
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
        states = new StreamStates<>(monitor, getRuntimeContext().getState(StreamStates.descriptor()));
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
        Outlets.Open opened = Objects.requireNonNull(open);
        if (part.trace() != null) {
            opened.spans().note(part.stream(), part.trace());
            return;
        }
        states.change(part.stream(), state -> {
            monitor.follow(state, opened.plan(part.stream()));
            monitor.join(state, new DataInputStream(new ByteArrayInputStream(part.bytes())), opened.to(out));
        });
    }
}
