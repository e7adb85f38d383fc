package dev.vectide.monitor.flink;

import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.StateCodec;
import dev.vectide.monitor.StreamMonitor;
import dev.vectide.monitor.VectorInput;
import java.io.IOException;
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
    private transient StreamMonitor<S> monitor;
    private transient StateCodec<S> codec;
    private transient ValueState<Held<S>> states;

    @SuppressWarnings("NullAway.Init") // The rest is made where the function runs, by open.
    MonitorFunction(MonitorFactory<S> factory, OutgoingRecords records) {
        this.factory = factory;
        this.records = records;
    }

    @Override
    public void open(OpenContext context) {
        monitor = factory.create();
        codec = monitor.codec();
        states = getRuntimeContext().getState(new ValueStateDescriptor<>("monitor", new HeldSerializer<S>()));
    }

    @Override
    public void processElement(Arrival arrival, Context context, Collector<Outgoing> out) throws IOException {
        Held<S> held = states.value();
        if (held == null) {
            held = Held.fresh(monitor.initial(arrival.stream()), codec);
        }
        S state = held.open(codec);
        VectorInput vector = arrival.vector();
        ClockInput clock = arrival.clock();
        if (vector != null) {
            monitor.observe(state, vector, output -> out.collect(records.of(output)));
        } else if (clock != null) {
            monitor.clock(state, clock, output -> out.collect(records.of(output)));
        }
        states.update(held);
    }
}
