package dev.vectide.monitor.novelty;

import dev.vectide.monitor.pane.PaneSettings;
import dev.vectide.monitor.stats.StateBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Deletions of documents that may be known: each with its offset, so that a document that came again stays, and with the pane
 * at whose end it takes effect. It is remembered until no pane is scored any more against a reference from before.
 */
final class Deletions {
    private final TreeMap<Long, Map<String, Long>> pending = new TreeMap<>();
    /** By the pane at whose end they took effect. */
    private final TreeMap<Long, Map<String, Long>> effective = new TreeMap<>();

    /** @param index of the pane that the deletion counts from */
    void add(String document, long offset, long index) {
        pending.computeIfAbsent(index, any -> new HashMap<>()).merge(document, offset, Math::max);
    }

    /**
     * At the end of a pane: what is deleted by now, by document the offset of the deletion.
     *
     * @param covered index of the newest pane whose reference scored the pane: what was deleted by then is not in it
     */
    Map<String, Long> at(long last, long covered) {
        effective.headMap(covered, true).clear();
        Map<Long, Map<String, Long>> due = pending.headMap(last, true);
        due.values().forEach(these -> merge(these, effective.computeIfAbsent(last, any -> new HashMap<>())));
        due.clear();
        Map<String, Long> all = new HashMap<>();
        effective.values().forEach(these -> merge(these, all));
        return all;
    }

    private static void merge(Map<String, Long> from, Map<String, Long> into) {
        from.forEach((document, offset) -> into.merge(document, offset, Math::max));
    }

    void write(DataOutput out, PaneSettings settings) throws IOException {
        write(pending, out, settings);
        write(effective, out, settings);
    }

    private static void write(Map<Long, Map<String, Long>> byPane, DataOutput out, PaneSettings settings)
            throws IOException {
        out.writeInt(byPane.size());
        for (Map.Entry<Long, Map<String, Long>> pane : byPane.entrySet()) {
            out.writeLong(settings.startMs(pane.getKey()));
            out.writeInt(pane.getValue().size());
            for (Map.Entry<String, Long> one : new TreeMap<>(pane.getValue()).entrySet()) {
                StateBytes.writeText(one.getKey(), out);
                out.writeLong(one.getValue());
            }
        }
    }

    static Deletions read(DataInput in, PaneSettings settings) throws IOException {
        Deletions deletions = new Deletions();
        read(deletions.pending, in, settings);
        read(deletions.effective, in, settings);
        return deletions;
    }

    private static void read(Map<Long, Map<String, Long>> byPane, DataInput in, PaneSettings settings)
            throws IOException {
        for (int panes = in.readInt(); panes > 0; panes--) {
            Map<String, Long> these =
                    byPane.computeIfAbsent(settings.index(in.readLong()), any -> new HashMap<>());
            for (int left = in.readInt(); left > 0; left--) {
                these.merge(StateBytes.readWord(in), in.readLong(), Math::max);
            }
        }
    }
}
