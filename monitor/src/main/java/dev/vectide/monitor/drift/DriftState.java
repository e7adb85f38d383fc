package dev.vectide.monitor.drift;

import dev.vectide.monitor.StateCodec;
import dev.vectide.monitor.alert.AlertTrack;
import dev.vectide.monitor.pane.PaneSettings;
import dev.vectide.monitor.pane.PaneTrack;
import dev.vectide.monitor.reference.ReferenceTrack;
import dev.vectide.monitor.stats.StateBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What the drift monitor knows of one stream. */
public final class DriftState {
    final String stream;
    final PaneTrack<DriftPane> panes;
    final AlertTrack alert;
    Reference reference;
    ReferenceTrack references = new ReferenceTrack();
    Season season = new Season();
    /** Where the open alert's newest evidence lies. */
    Whereabouts whereabouts = Whereabouts.NONE;
    /** R of the Shiryaev-Roberts detector. */
    double evidence;

    DriftState(String stream, PaneTrack<DriftPane> panes, Reference reference, AlertTrack alert) {
        this.stream = stream;
        this.panes = panes;
        this.reference = reference;
        this.alert = alert;
    }

    /** Layout: version (4), stream, panes, reference, R, alert, where the reference came from, season, whereabouts. */
    record Codec(PaneSettings settings, String space) implements StateCodec<DriftState> {
        static final int VERSION = 4;

        @Override
        public void write(DriftState state, DataOutput out) throws IOException {
            out.writeByte(VERSION);
            StateBytes.writeText(state.stream, out);
            state.panes.write(out);
            state.reference.write(out);
            out.writeDouble(state.evidence);
            state.alert.write(out);
            state.references.write(out);
            state.season.write(out);
            state.whereabouts.write(out);
        }

        @Override
        public DriftState read(DataInput in) throws IOException {
            int version = StateBytes.readVersion(in, VERSION, "drift");
            String stream = StateBytes.readWord(in);
            PaneTrack<DriftPane> panes = PaneTrack.read(in, settings, bytes -> DriftPane.read(bytes, version));
            Reference reference = Reference.read(in, version);
            double evidence = in.readDouble();
            DriftState state = new DriftState(stream, panes, reference, AlertTrack.read(in));
            state.evidence = evidence;
            if (version >= 4) {
                state.references = ReferenceTrack.read(in);
                state.season = Season.read(in);
                state.whereabouts = Whereabouts.read(in);
            } else if (reference.baseline() != null) {
                state.references = ReferenceTrack.older("drift", space, reference.seen(), reference.content());
            }
            return state;
        }
    }
}
