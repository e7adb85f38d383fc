package dev.vectide.monitor.novelty;

import dev.vectide.monitor.SharedMonitor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells of the references of busy streams: at the end of each pane which scores what, and of each reference a copy before it
 * is first named.
 */
final class ReferenceNews implements SharedMonitor.Announcer<NoveltyState> {
    /** Vectors of a pane from which on a stream is shared: looking for the neighbours of fewer is no dearer than a copy. */
    static final int BUSY = 400;

    /** A stream that is shared stays so until it has fewer. */
    private static final int CALM = BUSY / 2;

    private record Told(long openFrom, boolean shared, Set<Long> ids) {
        static final Told NOTHING = new Told(Long.MIN_VALUE, false, Set.of());
    }

    private final Map<String, Told> told = new HashMap<>();

    @Override
    public void announce(String stream, NoveltyState state, Consumer<byte[]> news) {
        Told before = told.getOrDefault(stream, Told.NOTHING);
        if (before.openFrom == state.panes.openFrom()) {
            return;
        }
        boolean shared = state.busy >= (before.shared ? CALM : BUSY);
        if (!shared && before.shared) {
            news.accept(News.of(Coverage.UNKNOWN));
        }
        Set<Long> ids = shared ? tell(state, before.ids, news) : Set.of();
        told.put(stream, new Told(state.panes.openFrom(), shared, ids));
    }

    private static Set<Long> tell(NoveltyState state, Set<Long> known, Consumer<byte[]> news) {
        Set<Long> ids = new HashSet<>();
        for (Versions.Entry version : state.versions.all()) {
            Reference reference = version.reference();
            if (reference != null && ids.add(reference.id) && !known.contains(reference.id)) {
                news.accept(News.copyOf(reference));
            }
        }
        news.accept(News.of(Coverage.of(state)));
        return ids;
    }

    @Override
    public void startAnew() {
        told.clear();
    }
}
