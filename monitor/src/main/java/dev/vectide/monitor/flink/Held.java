package dev.vectide.monitor.flink;

import dev.vectide.monitor.StateCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A monitor's state as Flink holds it: bytes when a checkpoint or a copy has asked for them, an object once the monitor
 * has. So Flink's part of a checkpoint knows no monitor, and the codec alone, with the settings of today, reads what an
 * older program wrote.
 *
 * <p>Belongs to the task, until a checkpoint is being written: then Flink hands the task a copy and reads this one in
 * another thread. Both want its bytes, perhaps at once, and a codec may tidy up a state as it writes: hence the lock.
 *
 * @param <S> state of one stream
 */
final class Held<S> {
    private byte @Nullable [] bytes;
    private @Nullable S live;
    private @Nullable StateCodec<S> codec;

    private Held(byte @Nullable [] bytes, @Nullable S live, @Nullable StateCodec<S> codec) {
        this.bytes = bytes;
        this.live = live;
        this.codec = codec;
    }

    static <S> Held<S> fresh(S state, StateCodec<S> codec) {
        return new Held<>(null, state, codec);
    }

    /** Takes {@code bytes} over. */
    static <S> Held<S> written(byte[] bytes) {
        return new Held<>(bytes, null, null);
    }

    /** The state itself, to be changed in place before anything else is asked of this. */
    synchronized S open(StateCodec<S> reader) throws IOException {
        S state = live;
        if (state == null) {
            state = reader.read(new DataInputStream(new ByteArrayInputStream(bytes)));
            live = state;
            codec = reader;
            bytes = null;
        }
        return state;
    }

    /** As the codec writes it; not to be changed. */
    synchronized byte[] toBytes() throws IOException {
        byte[] written = bytes;
        if (written == null) {
            if (live == null || codec == null) {
                throw new IllegalStateException("neither bytes nor a state");
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            codec.write(live, new DataOutputStream(out));
            written = out.toByteArray();
            bytes = written;
            live = null;
        }
        return written;
    }
}
