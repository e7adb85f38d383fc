package dev.vectide.monitor.flink;

import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.MonitorOutput;
import dev.vectide.monitor.SharedMonitor;
import dev.vectide.monitor.StreamMonitor;
import dev.vectide.monitor.VectorInput;
import java.io.IOException;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TimestampedCollector;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Holds the monitor's state of every stream and hands the monitor what arrives.
 *
 * <p>An operator and no function, as only operators may write state by key when a checkpoint comes, which
 * {@link CachedStates} wants.
 *
 * <p>An instance belongs to one task.
 *
 * @param <S> state of one stream
 */
final class MonitorOperator<S> extends AbstractStreamOperator<Outgoing>
        implements OneInputStreamOperator<Arrival, Outgoing> {
    private static final long serialVersionUID = 1;

    private final MonitorFactory<S> factory;
    private final Outlets outlets;
    private transient StreamMonitor<S> monitor;
    private transient StreamStates<S> states;
    private transient Outlets.@Nullable Open outlet;
    private transient Consumer<MonitorOutput> out;

    private final transient @Nullable BiConsumer<String, S> announcer;

    /** @param announcer is told whenever the state of a stream may have changed; null where nobody listens */
    @SuppressWarnings("NullAway.Init") // The rest is made by open.
    MonitorOperator(
            StreamOperatorParameters<Outgoing> parameters,
            MonitorFactory<S> factory,
            Outlets outlets,
            @Nullable BiConsumer<String, S> announcer) {
        super(parameters);
        this.factory = factory;
        this.outlets = outlets;
        this.announcer = announcer;
    }

    @Override
    public void open() throws Exception {
        super.open();
        monitor = factory.create();
        states = StreamStates.of(
                monitor, getRuntimeContext().getState(StreamStates.descriptor()), getKeyedStateBackend());
        Outlets.Open opened = outlets.open(monitor.name());
        outlet = opened;
        out = opened.to(new TimestampedCollector<>(output));
    }

    @Override
    public void close() throws Exception {
        if (outlet != null) {
            outlet.close();
        }
        super.close();
    }

    @Override
    public void processElement(StreamRecord<Arrival> element) throws IOException {
        Arrival arrival = element.getValue();
        if (arrival.trace() != null) {
            Objects.requireNonNull(outlet).spans().note(arrival.stream(), arrival.trace());
            return;
        }
        states.change(arrival.stream(), state -> take(arrival, state));
    }

    private void take(Arrival arrival, S state) {
        monitor.follow(state, Objects.requireNonNull(outlet).plan(arrival.stream()));
        VectorInput vector = arrival.vector();
        ClockInput clock = arrival.clock();
        if (vector != null && monitor instanceof SharedMonitor<S> shared) {
            shared.observe(state, vector, arrival.early(), out);
        } else if (vector != null) {
            monitor.observe(state, vector, out);
        } else if (clock != null) {
            monitor.clock(state, clock, out);
        }
        if (announcer != null) {
            announcer.accept(arrival.stream(), state);
        }
    }

    /** Runs before the backend takes its own snapshot. */
    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        states.write();
    }
}
