package dev.vectide.monitor.novelty;

import dev.vectide.monitor.StateCodec;
import dev.vectide.monitor.stats.ExactSums;
import dev.vectide.monitor.stats.Sample;
import dev.vectide.monitor.stats.StateBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Version 2, which kept of a reference its vectors and its calibration's distances, and of a pane nothing for later references.
 * As it forgets, and every checkpoint reads what it has written, today's version is written until {@link #LEAVING}.
 */
public record NoveltyStateV2(NoveltyMonitor monitor) implements StateCodec<NoveltyState> {
    public static final AtomicBoolean LEAVING = new AtomicBoolean();
    /** States of version 2 with a reference that were written. */
    public static final AtomicInteger PINNED = new AtomicInteger();

    @Override
    public void write(NoveltyState state, DataOutput out) throws IOException {
        if (!LEAVING.get()) {
            monitor.codec().write(state, out);
            return;
        }
        out.writeByte(2);
        StateBytes.writeText(state.stream, out);
        state.panes.write(out, NoveltyStateV2::writePane);
        out.writeLong(state.normal.scored);
        out.writeDouble(state.evidence);
        out.writeByte(state.excess.bits());
        state.alert.write(out);
        Reference reference = state.versions.newest();
        out.writeBoolean(reference != null);
        if (reference == null) {
            state.gathered.write(out);
            return;
        }
        out.writeLong(0);
        out.writeInt(reference.items().size());
        for (Sample.Item item : reference.items()) {
            item.write(out);
        }
        StateBytes.writeDoubles(reference.calibration(), out);
        PINNED.incrementAndGet();
    }

    /** Of which no document was deleted while it was open. */
    private static void writePane(NoveltyPane pane, DataOutput out) throws IOException {
        pane.sample.write(out);
        out.writeInt(pane.held.size());
        for (Held one : pane.held) {
            one.write(out);
        }
        out.writeInt(pane.candidates.size());
        for (Candidate one : pane.candidates) {
            one.write(out);
        }
        out.writeInt(0);
        ExactSums distance = new ExactSums(1, 44, 2);
        distance.addOne(0, pane.scored() == 0 ? 0 : pane.distanceMean() * pane.scored());
        distance.write(out);
        out.writeLong(pane.n());
        out.writeLong(pane.scored());
        out.writeLong(pane.anomalies());
    }

    @Override
    public NoveltyState read(DataInput in) throws IOException {
        return monitor.codec().read(in);
    }
}
