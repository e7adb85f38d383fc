package dev.vectide.monitor.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A state in a checkpoint: its length in four bytes, then the bytes of the monitor's codec, which begin with a version.
 *
 * <p>Stateless, so safe to share between threads.
 */
final class HeldSerializer<S> extends TypeSerializerSingleton<Held<S>> {
    private static final long serialVersionUID = 1;

    /** Flink's note of how the state was written. */
    public static final class Snapshot<S> extends SimpleTypeSerializerSnapshot<Held<S>> {
        public Snapshot() {
            super(HeldSerializer::new);
        }
    }

    @Override
    public void serialize(Held<S> held, DataOutputView out) throws IOException {
        byte[] bytes = held.toBytes();
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public Held<S> deserialize(DataInputView in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return Held.written(bytes);
    }

    /** What Flink gives the task while the original is being written out. */
    @Override
    public Held<S> copy(Held<S> held) {
        try {
            return Held.written(held.toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("a monitor's state cannot be copied: " + e.getMessage(), e);
        }
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        int length = in.readInt();
        out.writeInt(length);
        out.write(in, length);
    }

    @Override
    public Held<S> copy(Held<S> held, Held<S> reuse) {
        return copy(held);
    }

    @Override
    public Held<S> deserialize(Held<S> reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public Held<S> createInstance() {
        return Held.written(new byte[0]);
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public TypeSerializerSnapshot<Held<S>> snapshotConfiguration() {
        return new Snapshot<>();
    }
}
