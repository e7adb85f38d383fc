package dev.vectide.monitor.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.MonitorOutput;
import dev.vectide.monitor.StateCodec;
import dev.vectide.monitor.StreamMonitor;
import dev.vectide.monitor.VectorInput;
import dev.vectide.monitor.reference.ReferencePlan;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.LocalRecoveryConfig;
import org.apache.flink.runtime.state.UncompressedStreamCompressionDecorator;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackendBuilder;
import org.apache.flink.runtime.state.heap.HeapPriorityQueueSetFactory;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.runtime.state.metrics.LatencyTrackingStateConfig;
import org.apache.flink.runtime.state.metrics.SizeTrackingStateConfig;
import org.apache.flink.runtime.state.ttl.TtlTimeProvider;
import org.junit.jupiter.api.Test;

/** Many more streams than are kept at hand take turns. */
class StreamStatesTest {
    private static final int STREAMS = 3 * CachedStates.MOST_LIVE;
    private static final KeyGroupRange ALL = KeyGroupRange.of(0, 127);

    /** A mutable state that is its stream's number of vectors. */
    private static final class Count {
        int value;
    }

    /** Counts what is written and read. */
    private static final class Counting implements StreamMonitor<Count>, StateCodec<Count> {
        int written;
        int read;

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public Count initial(String stream) {
            return new Count();
        }

        @Override
        public StateCodec<Count> codec() {
            return this;
        }

        @Override
        public void follow(Count state, ReferencePlan plan) {}

        @Override
        public void observe(Count state, VectorInput input, Consumer<MonitorOutput> out) {}

        @Override
        public void clock(Count state, ClockInput input, Consumer<MonitorOutput> out) {}

        @Override
        public synchronized void write(Count state, DataOutput out) throws IOException {
            written++;
            out.writeInt(state.value);
        }

        @Override
        public synchronized Count read(DataInput in) throws IOException {
            read++;
            Count count = new Count();
            count.value = in.readInt();
            return count;
        }
    }

    private final Counting monitor = new Counting();

    /** Flink's own, as in the jobs in the process. */
    private static HeapKeyedStateBackend<String> heap(List<KeyedStateHandle> from) throws Exception {
        return new HeapKeyedStateBackendBuilder<>(
                        null,
                        StringSerializer.INSTANCE,
                        StreamStatesTest.class.getClassLoader(),
                        128,
                        ALL,
                        new ExecutionConfig(),
                        TtlTimeProvider.DEFAULT,
                        LatencyTrackingStateConfig.disabled(),
                        SizeTrackingStateConfig.disabled(),
                        from,
                        UncompressedStreamCompressionDecorator.INSTANCE,
                        LocalRecoveryConfig.BACKUP_AND_RECOVERY_DISABLED,
                        new HeapPriorityQueueSetFactory(ALL, 128, 16),
                        true,
                        new CloseableRegistry())
                .build();
    }

    private StreamStates<Count> states(KeyedStateBackend<String> backend) throws Exception {
        ValueState<Held<Count>> states = backend.getPartitionedState(
                VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, StreamStates.<Count>descriptor());
        return StreamStates.of(monitor, states, backend);
    }

    private static void turns(StreamStates<Count> states, Consumer<String> keys, int rounds) throws IOException {
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < STREAMS; i++) {
                keys.accept("stream-" + i);
                states.change("stream-" + i, state -> state.value++);
            }
        }
    }

    private static void assertAll(StreamStates<Count> states, Consumer<String> keys, int expected) throws IOException {
        for (int i = 0; i < STREAMS; i++) {
            keys.accept("stream-" + i);
            states.change("stream-" + i, state -> assertThat(state.value).isEqualTo(expected));
        }
    }

    @Test
    void onTheHeapNoStateIsWrittenOrReadButForACheckpoint() throws Exception {
        HeapKeyedStateBackend<String> backend = heap(List.of());
        StreamStates<Count> states = states(backend);

        turns(states, backend::setCurrentKey, 10);

        assertThat(monitor.written).isZero();
        assertThat(monitor.read).isZero();
        states.write();
        var snapshot = backend.snapshot(
                1,
                1,
                new MemCheckpointStreamFactory(1 << 20),
                CheckpointOptions.forCheckpointWithDefaultLocation());
        assertThat(monitor.written).isZero();
        turns(states, backend::setCurrentKey, 1); // What the checkpoint wants has still to be written.
        snapshot.run();
        assertThat(monitor.written).isEqualTo(STREAMS);
        assertAll(states, backend::setCurrentKey, 11);
        HeapKeyedStateBackend<String> restored =
                heap(List.of(snapshot.get().getJobManagerOwnedSnapshot()));
        assertAll(states(restored), restored::setCurrentKey, 10);
        backend.dispose();
        restored.dispose();
    }

    /** As RocksDB does: bytes in, bytes out, by the key that is set. */
    private static final class ByteState implements ValueState<Held<Count>> {
        private final HeldSerializer<Count> serializer = new HeldSerializer<>();
        private final Map<String, byte[]> bytes = new HashMap<>();
        String key = "";

        @Override
        public Held<Count> value() throws IOException {
            byte[] found = bytes.get(key);
            return found == null ? null : serializer.deserialize(new DataInputDeserializer(found));
        }

        @Override
        public void update(Held<Count> value) throws IOException {
            DataOutputSerializer out = new DataOutputSerializer(16);
            serializer.serialize(value, out);
            bytes.put(key, out.getCopyOfBuffer());
        }

        @Override
        public void clear() {
            bytes.remove(key);
        }
    }

    @Test
    void overABackendOfBytesTheStreamsThatCameLastAreKeptAtHand() throws Exception {
        ByteState bytes = new ByteState();
        StreamStates<Count> states = new CachedStates<>(monitor, bytes, key -> bytes.key = key);
        for (int i = 0; i < 1000; i++) {
            bytes.key = "stream-" + i % CachedStates.MOST_LIVE;
            states.change(bytes.key, state -> state.value++);
        }
        assertThat(monitor.written).isZero();
        assertThat(monitor.read).isZero();

        turns(states, key -> bytes.key = key, 3);
        states.write();

        StreamStates<Count> restored = new CachedStates<>(monitor, bytes, key -> bytes.key = key);
        for (int i = 0; i < STREAMS; i++) {
            int before = i >= CachedStates.MOST_LIVE ? 0 : 1000 / CachedStates.MOST_LIVE + (i < 1000 % CachedStates.MOST_LIVE ? 1 : 0);
            bytes.key = "stream-" + i;
            restored.change(bytes.key, state -> assertThat(state.value).isEqualTo(before + 3));
        }
    }
}
