package dev.vectide.monitor.novelty;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.monitor.StateCodec;
import dev.vectide.monitor.alert.AlertTrack;
import dev.vectide.monitor.pane.PaneSettings;
import dev.vectide.monitor.pane.PaneTrack;
import dev.vectide.monitor.reference.ReferenceTrack;
import dev.vectide.monitor.stats.Sample;
import dev.vectide.monitor.stats.StateBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Layout: version (4), stream, panes, deletions, clocks told, how many are ready, R, panes with excess, alert, orders to learn
 * anew, why an alert will be over, vectors of the newest pane; what is gathered; then the {@link ItemTable vectors}, and of them the reservoir, the window and what waits; scores
 * and deletions since the newest reference; the references.
 *
 * <p>In versions 1 and 2 the reference was pinned, and its calibration vectors were not kept: what it holds becomes part of
 * one that is gathered, which takes {@code monitor.calibration} vectors more. Version 3 knew no orders.
 */
record NoveltyCodec(VectideConfig.Monitor config) implements StateCodec<NoveltyState> {
    private static final int VERSION = 4;

    @Override
    public void write(NoveltyState state, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        StateBytes.writeText(state.stream, out);
        state.panes.write(out);
        state.deletions.write(out, settings());
        out.writeInt(state.told.size());
        for (Map.Entry<Integer, Long> one : state.told.entrySet()) {
            out.writeInt(one.getKey());
            out.writeLong(one.getValue());
        }
        out.writeInt(state.ready);
        out.writeDouble(state.evidence);
        out.writeByte(state.excess.bits());
        state.alert.write(out);
        state.references.write(out);
        StateBytes.writeText(state.over, out);
        out.writeLong(state.busy);
        state.gathered.write(out);
        writeNormal(state, out);
    }

    private PaneSettings settings() {
        return PaneSettings.of(config);
    }

    private void writeNormal(NoveltyState state, DataOutput out) throws IOException {
        Normal normal = state.normal;
        ItemTable table = new ItemTable();
        Collection<Sample.Item> reservoir = normal.reservoir.first(normal.reservoir.size());
        table.addAll(reservoir);
        table.addAll(normal.window);
        for (Normal.Batch batch : normal.waiting) {
            table.addAll(batch.heldOut());
            table.addAll(batch.admitted());
        }
        for (Versions.Entry version : state.versions.all()) {
            if (version.reference() != null) {
                table.addAll(version.reference().items());
            }
        }
        table.write(out);
        table.write(reservoir, out);
        table.write(normal.window, out);
        out.writeInt(normal.waiting.size());
        for (Normal.Batch batch : normal.waiting) {
            table.write(batch.heldOut(), out);
            table.write(batch.admitted(), out);
        }
        out.writeLong(normal.scored);
        out.writeBoolean(normal.deleted);
        out.writeInt(state.versions.all().size());
        for (Versions.Entry version : state.versions.all()) {
            Reference reference = version.reference();
            out.writeLong(settings().startMs(version.pane()));
            out.writeBoolean(reference != null);
            if (reference != null) {
                table.write(reference.items(), out);
                out.writeLong(reference.reach);
                StateBytes.writeDoubles(reference.calibration(), out);
            }
        }
    }

    @Override
    public NoveltyState read(DataInput in) throws IOException {
        int version = StateBytes.readVersion(in, VERSION, "novelty");
        String stream = StateBytes.readWord(in);
        Map<String, Long> deleted = new HashMap<>();
        PaneTrack<NoveltyPane> panes =
                PaneTrack.read(in, settings(), pane -> NoveltyPane.read(pane, config, version, deleted));
        NoveltyState state = version < 3 ? readOld(in, stream, version, panes) : readNew(in, stream, version, panes);
        deleted.forEach((document, offset) -> state.deletions.add(document, offset, settings().index(0)));
        state.held = panes.contents().stream().mapToInt(pane -> pane.held.size()).sum();
        return state;
    }

    private NoveltyState readOld(DataInput in, String stream, int version, PaneTrack<NoveltyPane> panes)
            throws IOException {
        in.readLong(); // How many were seen.
        double evidence = in.readDouble();
        RateWindow excess = version < 2 ? RateWindow.EMPTY : new RateWindow(in.readUnsignedByte());
        NoveltyState state = new NoveltyState(stream, config, panes, AlertTrack.read(in), new Deletions());
        state.evidence = evidence;
        state.excess = excess;
        boolean pinned = in.readBoolean();
        if (pinned) {
            in.readLong(); // The pane it was pinned at.
            for (int left = in.readInt(); left > 0; left--) {
                state.gathered.add(Sample.Item.read(in));
            }
            StateBytes.readDoubles(in);
        } else {
            state.gathered.merge(Sample.read(in));
        }
        return state;
    }

    private NoveltyState readNew(DataInput in, String stream, int version, PaneTrack<NoveltyPane> panes)
            throws IOException {
        Deletions deletions = Deletions.read(in, settings());
        Map<Integer, Long> told = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            told.put(in.readInt(), in.readLong());
        }
        int ready = in.readInt();
        double evidence = in.readDouble();
        RateWindow excess = new RateWindow(in.readUnsignedByte());
        NoveltyState state = new NoveltyState(stream, config, panes, AlertTrack.read(in), deletions);
        state.told.putAll(told);
        state.ready = ready;
        state.evidence = evidence;
        state.excess = excess;
        if (version < 4) {
            in.readLong(); // When to learn anew, which nobody could say.
        } else {
            state.references = ReferenceTrack.read(in);
            state.over = StateBytes.readWord(in);
            state.busy = in.readLong();
        }
        state.gathered.merge(Sample.read(in));
        readNormal(in, state);
        return state;
    }

    private void readNormal(DataInput in, NoveltyState state) throws IOException {
        Normal normal = state.normal;
        ItemTable table = ItemTable.read(in);
        table.readList(in).forEach(normal.reservoir::add);
        normal.window.addAll(table.readList(in));
        for (int left = in.readInt(); left > 0; left--) {
            normal.waiting.add(new Normal.Batch(table.readList(in), table.readList(in)));
        }
        normal.scored = in.readLong();
        normal.deleted = in.readBoolean();
        for (int left = in.readInt(); left > 0; left--) {
            long pane = settings().index(in.readLong());
            state.versions.add(pane, readReference(in, table));
        }
    }

    private static @Nullable Reference readReference(DataInput in, ItemTable table) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        return new Reference(table.readList(in), in.readLong(), StateBytes.readDoubles(in));
    }
}
