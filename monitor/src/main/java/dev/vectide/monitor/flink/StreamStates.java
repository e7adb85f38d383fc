package dev.vectide.monitor.flink;

import dev.vectide.monitor.StateCodec;
import dev.vectide.monitor.StreamMonitor;
import java.io.IOException;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;

/**
 * A monitor's states of the streams of one task, in Flink's state of the name "monitor" by stream. Where Flink keeps objects
 * the state itself lies there, and becomes bytes only as a checkpoint wants it ({@link Held}).
 *
 * <p>Belongs to one task.
 *
 * @param <S> state of one stream
 */
class StreamStates<S> {
    /** What is done with a state. */
    @FunctionalInterface
    interface Change<S> {
        void of(S state) throws IOException;
    }

    private final StreamMonitor<S> monitor;
    private final StateCodec<S> codec;
    private final ValueState<Held<S>> states;

    /** @param states that Flink has under {@link #descriptor} */
    StreamStates(StreamMonitor<S> monitor, ValueState<Held<S>> states) {
        this.monitor = monitor;
        this.codec = monitor.codec();
        this.states = states;
    }

    static <S> ValueStateDescriptor<Held<S>> descriptor() {
        return new ValueStateDescriptor<>("monitor", new HeldSerializer<S>());
    }

    /** @param backend that {@code states} is of: one that keeps bytes would read and write a whole state for every vector */
    static <S> StreamStates<S> of(
            StreamMonitor<S> monitor, ValueState<Held<S>> states, KeyedStateBackend<String> backend) {
        return backend instanceof HeapKeyedStateBackend
                ? new StreamStates<>(monitor, states)
                : new CachedStates<>(monitor, states, backend::setCurrentKey);
    }

    /** Changes the state of a stream, whose key is set. */
    void change(String stream, Change<S> change) throws IOException {
        Held<S> held = states.value();
        if (held == null) {
            held = Held.fresh(monitor.initial(stream), codec);
        }
        change.of(held.open(codec));
        states.update(held);
    }

    /** To be called before Flink takes a snapshot; leaves any key set. */
    void write() throws IOException {}
}
