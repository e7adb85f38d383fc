package dev.vectide.monitor.drift;

import dev.vectide.monitor.StateCodec;
import dev.vectide.monitor.StreamMonitor;
import dev.vectide.monitor.stats.StateBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Version 2, without segments, seasons and where references came from: of the reference its sample, how many were seen, the window (0 while it is gathered), and the calibrations of
 * four detectors, which nobody reads any more.
 */
public record DriftStateV2(StreamMonitor<DriftState> monitor) implements StateCodec<DriftState> {
    /** States with a reference that were written. */
    public static final AtomicInteger PINNED = new AtomicInteger();
    private static final int DETECTORS = 4;

    @Override
    public void write(DriftState state, DataOutput out) throws IOException {
        out.writeByte(2);
        StateBytes.writeText(state.stream, out);
        state.panes.write(out, DriftStateV2::writePane);
        state.reference.writeSample(out);
        Baseline baseline = state.reference.baseline();
        out.writeInt(baseline == null ? 0 : baseline.window());
        for (int i = 0; baseline != null && i < DETECTORS; i++) {
            StateBytes.writeDoubles(new double[] {0.5, 1, 2}, out);
        }
        out.writeDouble(state.evidence);
        state.alert.write(out);
        PINNED.addAndGet(state.reference.baseline() != null ? 1 : 0);
    }

    private static void writePane(DriftPane pane, DataOutput out) throws IOException {
        out.writeLong(pane.n());
        pane.sample.write(out);
        out.writeInt(pane.deleted.size());
        for (Map.Entry<String, Long> one : new TreeMap<>(pane.deleted).entrySet()) {
            StateBytes.writeText(one.getKey(), out);
            out.writeLong(one.getValue());
        }
    }

    @Override
    public DriftState read(DataInput in) throws IOException {
        return monitor.codec().read(in);
    }
}
