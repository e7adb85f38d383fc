package dev.vectide.monitor.novelty;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which reference scores which panes of a stream, as {@link Versions} has it, by id.
 *
 * @param shared false where others are not to look for neighbours
 * @param openFrom panes below this index are over
 * @param versions by the pane at whose end each was made; {@link #NONE} where one is gathered
 */
record Coverage(boolean shared, long openFrom, TreeMap<Long, Long> versions) {
    /** No reference. That one has this id is as likely as that two have the same; it is then not shared. */
    static final long NONE = 0;

    static final Coverage UNKNOWN = new Coverage(false, Long.MIN_VALUE, new TreeMap<>());

    static Coverage of(NoveltyState state) {
        TreeMap<Long, Long> ids = new TreeMap<>();
        for (Versions.Entry version : state.versions.all()) {
            Reference reference = version.reference();
            ids.put(version.pane(), reference == null ? NONE : reference.id);
        }
        return new Coverage(true, state.panes.openFrom(), ids);
    }

    /** Id of the newest that was made at the end of a pane up to this one. */
    long at(long pane) {
        Map.@Nullable Entry<Long, Long> found = versions.floorEntry(pane);
        return found == null ? NONE : found.getValue();
    }

    Collection<Long> ids() {
        return versions.values();
    }

    void write(DataOutput out) throws IOException {
        out.writeBoolean(shared);
        out.writeLong(openFrom);
        out.writeInt(versions.size());
        for (Map.Entry<Long, Long> version : versions.entrySet()) {
            out.writeLong(version.getKey());
            out.writeLong(version.getValue());
        }
    }

    static Coverage read(DataInput in) throws IOException {
        boolean shared = in.readBoolean();
        long openFrom = in.readLong();
        TreeMap<Long, Long> versions = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            versions.put(in.readLong(), in.readLong());
        }
        return new Coverage(shared, openFrom, versions);
    }
}
