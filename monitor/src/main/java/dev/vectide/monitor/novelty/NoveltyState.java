package dev.vectide.monitor.novelty;

import dev.vectide.monitor.StateCodec;
import dev.vectide.monitor.alert.AlertTrack;
import dev.vectide.monitor.pane.PaneSettings;
import dev.vectide.monitor.pane.PaneTrack;
import dev.vectide.monitor.stats.Sample;
import dev.vectide.monitor.stats.StateBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What the novelty monitor knows of one stream. */
public final class NoveltyState {
    final String stream;
    final PaneTrack<NoveltyPane> panes;
    final Sample gathered;
    final AlertTrack alert;
    long seen;
    int held;
    /** R of the Shiryaev-Roberts detector. */
    double evidence;
    /** Which of the newest panes had far too many anomalies. */
    RateWindow excess = RateWindow.EMPTY;
    /** Null while it is gathered. */
    @Nullable Reference reference;

    NoveltyState(String stream, PaneTrack<NoveltyPane> panes, Sample gathered, AlertTrack alert) {
        this.stream = stream;
        this.panes = panes;
        this.gathered = gathered;
        this.alert = alert;
    }

    /**
     * Layout: version (2), stream, panes, seen, R, panes with excess (since 2), alert, then whether pinned, and the reference
     * or what is gathered.
     */
    record Codec(PaneSettings settings) implements StateCodec<NoveltyState> {
        private static final int VERSION = 2;

        @Override
        public void write(NoveltyState state, DataOutput out) throws IOException {
            out.writeByte(VERSION);
            StateBytes.writeText(state.stream, out);
            state.panes.write(out);
            out.writeLong(state.seen);
            out.writeDouble(state.evidence);
            out.writeByte(state.excess.bits());
            state.alert.write(out);
            out.writeBoolean(state.reference != null);
            if (state.reference != null) {
                out.writeLong(settings.startMs(state.reference.pane));
                state.reference.write(out);
            } else {
                state.gathered.write(out);
            }
        }

        @Override
        public NoveltyState read(DataInput in) throws IOException {
            int version = StateBytes.readVersion(in, VERSION, "novelty");
            String stream = StateBytes.readWord(in);
            PaneTrack<NoveltyPane> panes = PaneTrack.read(in, settings, NoveltyPane::read);
            long seen = in.readLong();
            double evidence = in.readDouble();
            RateWindow excess = version < 2 ? RateWindow.EMPTY : new RateWindow(in.readUnsignedByte());
            AlertTrack alert = AlertTrack.read(in);
            boolean pinned = in.readBoolean();
            Reference reference = pinned ? Reference.read(in, settings.index(in.readLong())) : null;
            Sample gathered = pinned ? new Sample(0) : Sample.read(in);
            NoveltyState state = new NoveltyState(stream, panes, gathered, alert);
            state.reference = reference;
            state.seen = seen;
            state.evidence = evidence;
            state.excess = excess;
            state.held = panes.contents().stream().mapToInt(pane -> pane.held.size()).sum();
            return state;
        }
    }
}
