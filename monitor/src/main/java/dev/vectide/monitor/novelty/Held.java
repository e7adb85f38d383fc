package dev.vectide.monitor.novelty;

import dev.vectide.monitor.stats.StateBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A live vector whose score waits: for others to be scored with, or until it is settled which reference scores it.
 *
 * @param index of its own pane, or, where it came late, of the one its partition has reached
 * @param counted false where it came late: scored, but in no pane
 * @param unit null where the vector has no direction
 * @param early what was found where the vector was read; not part of a state, as it can be found again
 */
record Held(
        long index,
        boolean counted,
        String document,
        int partition,
        long offset,
        long timeMs,
        float @Nullable [] unit,
        @Nullable String text,
        @Nullable Early early) {
    void write(DataOutput out) throws IOException {
        out.writeLong(index);
        out.writeBoolean(counted);
        StateBytes.writeText(document, out);
        out.writeInt(partition);
        out.writeLong(offset);
        out.writeLong(timeMs);
        StateBytes.writeFloats(unit == null ? new float[0] : unit, out);
        StateBytes.writeText(text, out);
    }

    static Held read(DataInput in) throws IOException {
        long index = in.readLong();
        boolean counted = in.readBoolean();
        String document = StateBytes.readWord(in);
        int partition = in.readInt();
        long offset = in.readLong();
        long timeMs = in.readLong();
        float[] unit = StateBytes.readFloats(in);
        return new Held(
                index,
                counted,
                document,
                partition,
                offset,
                timeMs,
                unit.length == 0 ? null : unit,
                StateBytes.readText(in),
                null);
    }
}
