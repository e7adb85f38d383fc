package dev.vectide.monitor.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.monitor.StateCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class HeldTest {
    /** A mutable state and the bytes it has. */
    private static final class Count {
        int value;
    }

    private record Codec(int version) implements StateCodec<Count> {
        @Override
        public void write(Count state, DataOutput out) throws IOException {
            out.writeByte(version);
            out.writeInt(state.value);
        }

        @Override
        public Count read(DataInput in) throws IOException {
            assertThat(in.readUnsignedByte()).isLessThanOrEqualTo(version);
            Count count = new Count();
            count.value = in.readInt();
            return count;
        }
    }

    private final HeldSerializer<Count> serializer = new HeldSerializer<>();
    private final Codec codec = new Codec(1);

    @Test
    void aCopyDoesNotSeeWhatTheOriginalBecomes() throws IOException {
        Held<Count> original = Held.fresh(new Count(), codec);
        original.open(codec).value = 7;

        Held<Count> copy = serializer.copy(original);
        original.open(codec).value = 8;
        Held<Count> copyOfCopy = serializer.copy(copy);
        copy.open(codec).value = 9;

        assertThat(original.open(codec).value).isEqualTo(8);
        assertThat(copy.open(codec).value).isEqualTo(9);
        assertThat(copyOfCopy.open(codec).value).isEqualTo(7);
    }

    /** The task copies a state while the checkpoint writes it. */
    @Test
    void theCodecWritesAStateInOneThreadAtATime() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger written = new AtomicInteger();
        StateCodec<Count> slow = new StateCodec<>() {
            @Override
            public void write(Count state, DataOutput out) throws IOException {
                assertThat(inside.incrementAndGet()).isEqualTo(1);
                Thread.onSpinWait();
                out.writeInt(written.incrementAndGet());
                inside.decrementAndGet();
            }

            @Override
            public Count read(DataInput in) {
                return new Count();
            }
        };
        ExecutorService checkpoint = Executors.newSingleThreadExecutor();
        try {
            for (int round = 1; round <= 2_000; round++) {
                Held<Count> held = Held.fresh(new Count(), slow);
                Future<byte[]> there = checkpoint.submit(held::toBytes);
                byte[] here = serializer.copy(held).toBytes();
                assertThat(there.get()).isEqualTo(here);
                assertThat(written.get()).isEqualTo(round);
            }
        } finally {
            checkpoint.shutdownNow();
        }
    }

    @Test
    void opensOnceAndKeepsWhatWasChanged() throws IOException {
        Held<Count> held = Held.written(new byte[] {1, 0, 0, 0, 5});

        held.open(codec).value++;

        assertThat(held.open(codec).value).isEqualTo(6);
        assertThat(held.toBytes()).containsExactly(1, 0, 0, 0, 6);
    }

    @Test
    void aStateInACheckpointIsItsLengthAndTheCodecsBytes() throws IOException {
        Held<Count> held = Held.fresh(new Count(), codec);
        held.open(codec).value = 5;
        DataOutputSerializer out = new DataOutputSerializer(16);

        serializer.serialize(held, out);

        assertThat(out.getCopyOfBuffer()).containsExactly(0, 0, 0, 5, 1, 0, 0, 0, 5);
        DataOutputSerializer copied = new DataOutputSerializer(16);
        serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copied);
        assertThat(copied.getCopyOfBuffer()).isEqualTo(out.getCopyOfBuffer());
    }

    @Test
    void aNewerCodecReadsWhatAnOlderWrote() throws IOException {
        Held<Count> old = Held.fresh(new Count(), codec);
        old.open(codec).value = 3;
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        serializer.serialize(old, out);

        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        TypeSerializerSnapshot<Held<Count>> snapshot =
                TypeSerializerSnapshot.readVersionedSnapshot(in, HeldTest.class.getClassLoader());
        Held<Count> restored = snapshot.restoreSerializer().deserialize(in);

        assertThat(serializer.snapshotConfiguration()
                        .resolveSchemaCompatibility(snapshot)
                        .isCompatibleAsIs())
                .isTrue();
        assertThat(restored.open(new Codec(2)).value).isEqualTo(3);
        assertThat(restored.toBytes()).startsWith(2);
    }
}
