package dev.vectide.monitor.flink;

import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.MonitorOutput;
import dev.vectide.monitor.StateCodec;
import dev.vectide.monitor.StreamMonitor;
import dev.vectide.monitor.VectorInput;
import dev.vectide.monitor.kafka.ReferenceKeeper;
import dev.vectide.monitor.reference.ReferencePlan;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

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
    private final OutgoingRecords records;
    private final ReferenceKeeper.Wanted wanted;
    private transient StreamMonitor<S> monitor;
    private transient StateCodec<S> codec;
    private transient ValueState<Held<S>> states;
    private transient ReferenceKeeper references;
    /** By stream, as of {@link #plansOf} changes of what is recorded. */
    private transient Map<String, ReferencePlan> plans;

    private transient long plansOf;

    @SuppressWarnings("NullAway.Init") // The rest is made where the function runs, by open.
    MonitorFunction(MonitorFactory<S> factory, OutgoingRecords records, ReferenceKeeper.Wanted wanted) {
        this.factory = factory;
        this.wanted = wanted;
        this.records = records;
    }

    @Override
    public void open(OpenContext context) {
        monitor = factory.create();
        codec = monitor.codec();
        states = getRuntimeContext().getState(new ValueStateDescriptor<>("monitor", new HeldSerializer<S>()));
        references = ReferenceKeeper.open(wanted);
        plans = new HashMap<>();
    }

    @Override
    public void close() {
        if (references != null) {
            references.close();
        }
    }

    @Override
    public void processElement(Arrival arrival, Context context, Collector<Outgoing> out) throws IOException {
        Held<S> held = states.value();
        if (held == null) {
            held = Held.fresh(monitor.initial(arrival.stream()), codec);
        }
        S state = held.open(codec);
        monitor.follow(state, plan(arrival.stream()));
        VectorInput vector = arrival.vector();
        ClockInput clock = arrival.clock();
        if (vector != null) {
            monitor.observe(state, vector, output -> take(output, out));
        } else if (clock != null) {
            monitor.clock(state, clock, output -> take(output, out));
        }
        states.update(held);
    }

    private ReferencePlan plan(String stream) {
        long changes = references.changes();
        if (plansOf != changes) {
            plans.clear();
            plansOf = changes;
        }
        return plans.computeIfAbsent(stream, any -> references.plan(stream, monitor.name()));
    }

    private void take(MonitorOutput output, Collector<Outgoing> out) {
        if (output instanceof MonitorOutput.Pinned pinned) {
            references.keep(pinned.kept());
        } else {
            out.collect(records.of(output));
        }
    }
}
