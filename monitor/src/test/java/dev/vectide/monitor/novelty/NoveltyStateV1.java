package dev.vectide.monitor.novelty;

import dev.vectide.monitor.StateCodec;
import dev.vectide.monitor.StreamMonitor;
import dev.vectide.monitor.stats.StateBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Version 1: without the panes with excess. */
public record NoveltyStateV1(StreamMonitor<NoveltyState> monitor) implements StateCodec<NoveltyState> {
    /** States with a reference that were written. */
    public static final AtomicInteger PINNED = new AtomicInteger();

    @Override
    public void write(NoveltyState state, DataOutput out) throws IOException {
        if (state.excess.bits() != 0) {
            throw new IOException("version 1 has no place for panes with excess");
        }
        out.writeByte(1);
        StateBytes.writeText(state.stream, out);
        state.panes.write(out);
        out.writeLong(state.seen);
        out.writeDouble(state.evidence);
        state.alert.write(out);
        PINNED.addAndGet(state.reference != null ? 1 : 0);
        out.writeBoolean(state.reference != null);
        if (state.reference != null) {
            out.writeLong(((NoveltyState.Codec) monitor.codec()).settings().startMs(state.reference.pane));
            state.reference.write(out);
        } else {
            state.gathered.write(out);
        }
    }

    @Override
    public NoveltyState read(DataInput in) throws IOException {
        return monitor.codec().read(in);
    }
}
