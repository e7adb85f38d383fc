package dev.vectide.monitor.novelty;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The references of a stream by the pane at whose end each was made. None (null) is a version too: since then a new one is
 * gathered.
 */
final class Versions {
    /** Absent before the first reference. */
    private final TreeMap<Long, Entry> byPane = new TreeMap<>();

    record Entry(long pane, @Nullable Reference reference) {}

    void add(long pane, @Nullable Reference reference) {
        byPane.put(pane, new Entry(pane, reference));
    }

    /** The newest that was made at the end of a pane up to this one. */
    @Nullable Reference at(long pane) {
        return reference(byPane.floorEntry(pane));
    }

    @Nullable Reference newest() {
        return reference(byPane.lastEntry());
    }

    private static @Nullable Reference reference(Map.@Nullable Entry<Long, Entry> found) {
        return found == null ? null : found.getValue().reference();
    }

    /** Drops what no pane from this one on is asked for with. */
    void dropBefore(long pane) {
        Long needed = byPane.floorKey(pane);
        if (needed != null) {
            byPane.headMap(needed, false).clear();
        }
    }

    boolean hold(String document) {
        return byPane.values().stream()
                .map(Entry::reference)
                .anyMatch(reference -> reference != null && reference.holds(document));
    }

    List<Entry> all() {
        return new ArrayList<>(byPane.values());
    }
}
