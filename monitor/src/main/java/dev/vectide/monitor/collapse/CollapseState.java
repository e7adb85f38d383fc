package dev.vectide.monitor.collapse;

import dev.vectide.monitor.StateCodec;
import dev.vectide.monitor.alert.AlertTrack;
import dev.vectide.monitor.pane.PaneSettings;
import dev.vectide.monitor.pane.PaneTrack;
import dev.vectide.monitor.reference.ReferenceTrack;
import dev.vectide.monitor.stats.StateBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** What the collapse monitor knows of one stream. */
public final class CollapseState {
    final String stream;
    final PaneTrack<CollapsePane> panes;
    CollapseReference reference;
    ReferenceTrack references = new ReferenceTrack();
    /** The newest panes, together just enough for the rank figures; oldest first. */
    final Deque<CollapsePane> recent = new ArrayDeque<>();
    AlertTrack alert;
    boolean pinned;

    CollapseState(String stream, PaneTrack<CollapsePane> panes, CollapseReference reference, AlertTrack alert) {
        this.stream = stream;
        this.panes = panes;
        this.reference = reference;
        this.alert = alert;
    }

    /** Layout: version (2), stream, panes, pinned, reference, recent panes (count first), alert, the reference's origin. */
    record Codec(PaneSettings settings, String space) implements StateCodec<CollapseState> {
        private static final int VERSION = 2;

        @Override
        public void write(CollapseState state, DataOutput out) throws IOException {
            out.writeByte(VERSION);
            StateBytes.writeText(state.stream, out);
            state.panes.write(out);
            out.writeBoolean(state.pinned);
            state.reference.content.write(out);
            out.writeInt(state.recent.size());
            for (CollapsePane pane : state.recent) {
                pane.write(out);
            }
            state.alert.write(out);
            state.references.write(out);
        }

        @Override
        public CollapseState read(DataInput in) throws IOException {
            int version = StateBytes.readVersion(in, VERSION, "collapse");
            String stream = StateBytes.readWord(in);
            PaneTrack<CollapsePane> panes = PaneTrack.read(in, settings, CollapsePane::read);
            boolean pinned = in.readBoolean();
            CollapseReference reference = new CollapseReference(CollapsePane.read(in));
            CollapseState state = new CollapseState(stream, panes, reference, new AlertTrack());
            state.pinned = pinned;
            for (int left = in.readInt(); left > 0; left--) {
                state.recent.addLast(CollapsePane.read(in));
            }
            state.alert = AlertTrack.read(in);
            if (version >= 2) {
                state.references = ReferenceTrack.read(in);
            } else if (pinned) {
                state.references =
                        ReferenceTrack.older("collapse", space, reference.moments().n(), reference.content());
            }
            return state;
        }
    }
}
