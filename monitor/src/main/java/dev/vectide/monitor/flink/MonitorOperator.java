package dev.vectide.monitor.flink;

import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.MonitorOutput;
import dev.vectide.monitor.SharedMonitor;
import dev.vectide.monitor.StateCodec;
import dev.vectide.monitor.StreamMonitor;
import dev.vectide.monitor.VectorInput;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
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
 * <p>The states of the streams that came last are kept as objects, and are written to Flink's state when a checkpoint wants
 * them or another stream wants their place. A state may be of megabytes: a backend that keeps bytes, as RocksDB does,
 * would read and write it for every vector. An operator and no function, as only operators may write state by key when a
 * checkpoint comes.
 *
 * <p>An instance belongs to one task.
 *
 * @param <S> state of one stream
 */
final class MonitorOperator<S> extends AbstractStreamOperator<Outgoing>
        implements OneInputStreamOperator<Arrival, Outgoing> {
    private static final long serialVersionUID = 1;
    private static final int MOST_LIVE = 64;

    private static final class Live<S> {
        final S state;
        boolean changed;

        Live(S state) {
            this.state = state;
        }
    }

    private final MonitorFactory<S> factory;
    private final Outlets outlets;
    private transient StreamMonitor<S> monitor;
    private transient StateCodec<S> codec;
    private transient ValueState<Held<S>> states;
    private transient Outlets.@Nullable Open outlet;
    private transient Consumer<MonitorOutput> out;
    /** By stream, the one that came last at the end. */
    private transient Map<String, Live<S>> live;

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
        codec = monitor.codec();
        states = getRuntimeContext().getState(new ValueStateDescriptor<>("monitor", new HeldSerializer<S>()));
        live = new LinkedHashMap<>(2 * MOST_LIVE, 0.75f, true);
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
        Live<S> stream = live(arrival.stream());
        stream.changed = true;
        monitor.follow(stream.state, Objects.requireNonNull(outlet).plan(arrival.stream()));
        VectorInput vector = arrival.vector();
        ClockInput clock = arrival.clock();
        if (vector != null && monitor instanceof SharedMonitor<S> shared) {
            shared.observe(stream.state, vector, arrival.early(), out);
        } else if (vector != null) {
            monitor.observe(stream.state, vector, out);
        } else if (clock != null) {
            monitor.clock(stream.state, clock, out);
        }
        if (announcer != null) {
            announcer.accept(arrival.stream(), stream.state);
        }
    }

    private Live<S> live(String stream) throws IOException {
        Live<S> known = live.get(stream);
        if (known == null) {
            if (live.size() >= MOST_LIVE) {
                writeOldest(stream);
            }
            Held<S> held = states.value();
            known = new Live<>(held == null ? monitor.initial(stream) : read(held));
            live.put(stream, known);
        }
        return known;
    }

    /** An object that Flink's state knows nothing of. */
    private S read(Held<S> held) throws IOException {
        return Held.<S>written(held.toBytes()).open(codec);
    }

    /** @param current the stream whose key is set, and has to be again */
    private void writeOldest(String current) throws IOException {
        Iterator<Map.Entry<String, Live<S>>> oldest = live.entrySet().iterator();
        Map.Entry<String, Live<S>> one = oldest.next();
        write(one.getKey(), one.getValue());
        oldest.remove();
        setCurrentKey(current);
    }

    private void write(String stream, Live<S> one) throws IOException {
        if (one.changed) {
            setCurrentKey(stream);
            states.update(Held.written(Held.fresh(one.state, codec).toBytes()));
            one.changed = false;
        }
    }

    /** Runs before the backend takes its own snapshot. */
    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        for (Map.Entry<String, Live<S>> one : live.entrySet()) {
            write(one.getKey(), one.getValue());
        }
    }
}
