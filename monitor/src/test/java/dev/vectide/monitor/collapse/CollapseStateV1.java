package dev.vectide.monitor.collapse;

import dev.vectide.monitor.StateCodec;
import dev.vectide.monitor.stats.StateBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Version 1, which did not know where a reference came from. */
public record CollapseStateV1(CollapseMonitor monitor) implements StateCodec<CollapseState> {
    /** States with a reference that were written. */
    public static final AtomicInteger PINNED = new AtomicInteger();

    @Override
    public void write(CollapseState state, DataOutput out) throws IOException {
        out.writeByte(1);
        StateBytes.writeText(state.stream, out);
        state.panes.write(out);
        out.writeBoolean(state.pinned);
        state.reference.content.write(out);
        out.writeInt(state.recent.size());
        for (CollapsePane pane : state.recent) {
            pane.write(out);
        }
        state.alert.write(out);
        PINNED.addAndGet(state.pinned ? 1 : 0);
    }

    @Override
    public CollapseState read(DataInput in) throws IOException {
        return monitor.codec().read(in);
    }
}
