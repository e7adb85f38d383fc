package dev.vectide.monitor.flink;

import dev.vectide.monitor.StateCodec;
import dev.vectide.monitor.StreamMonitor;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ValueState;

/**
 * Over a backend that keeps bytes, such as RocksDB: the states of the {@value #MOST_LIVE} streams that came last are kept as
 * objects, and written when a checkpoint wants them or another stream wants their place.
 */
final class CachedStates<S> extends StreamStates<S> {
    static final int MOST_LIVE = 64;

    private static final class Live<S> {
        final S state;
        boolean changed;

        Live(S state) {
            this.state = state;
        }
    }

    private final StreamMonitor<S> monitor;
    private final StateCodec<S> codec;
    private final ValueState<Held<S>> states;
    private final Consumer<String> keys;
    /** By stream, the one that came last at the end. */
    private final Map<String, Live<S>> live = new LinkedHashMap<>(2 * MOST_LIVE, 0.75f, true);

    /** @param keys sets the stream that {@code states} is asked of */
    CachedStates(StreamMonitor<S> monitor, ValueState<Held<S>> states, Consumer<String> keys) {
        super(monitor, states);
        this.monitor = monitor;
        this.codec = monitor.codec();
        this.states = states;
        this.keys = keys;
    }

    @Override
    void change(String stream, Change<S> change) throws IOException {
        Live<S> one = live.get(stream);
        if (one == null) {
            if (live.size() >= MOST_LIVE) {
                writeOldest(stream);
            }
            Held<S> held = states.value();
            one = new Live<>(held == null ? monitor.initial(stream) : read(held));
            live.put(stream, one);
        }
        one.changed = true;
        change.of(one.state);
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
        keys.accept(current);
    }

    private void write(String stream, Live<S> one) throws IOException {
        if (one.changed) {
            keys.accept(stream);
            states.update(Held.written(Held.fresh(one.state, codec).toBytes()));
            one.changed = false;
        }
    }

    @Override
    void write() throws IOException {
        for (Map.Entry<String, Live<S>> one : live.entrySet()) {
            write(one.getKey(), one.getValue());
        }
    }
}
