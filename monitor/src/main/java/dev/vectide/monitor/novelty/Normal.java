package dev.vectide.monitor.novelty;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.monitor.stats.Sample;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is held to be normal as panes go by, from which {@link Reference}s are made: a reservoir, a uniform sample of all that
 * was admitted; and a window of the newest held-out vectors, of every pane the same number, for calibration.
 *
 * <p>What a pane brings waits for {@value #QUARANTINE} panes, and longer while evidence of an incident gathers. When an alert
 * opens, all that waits is dropped, and nothing is taken in until it is resolved. Into the reservoir comes only what had a
 * p-value above {@link #GUARD}. The window takes vectors whatever their p-value: one that left out the far ones would
 * call ever more vectors far.
 */
final class Normal {
    /** Vectors with a p-value up to this never enter the reservoir. */
    static final double GUARD = 0.05;

    /** Panes that the window covers at the least. */
    static final int WINDOW_PANES = 20;

    private static final int QUARANTINE = 5;
    /** Times the calibration's size: so many scores are made with a reference, as making one costs as much as a twentieth. */
    private static final int EPOCH = 20;

    /** What one pane brings. */
    record Batch(List<Sample.Item> heldOut, List<Sample.Item> admitted) {
        Batch without(Predicate<Sample.Item> deleted) {
            return new Batch(
                    heldOut.stream().filter(deleted.negate()).toList(),
                    admitted.stream().filter(deleted.negate()).toList());
        }
    }

    private final VectideConfig.Monitor config;
    final Sample reservoir;
    final Deque<Sample.Item> window = new ArrayDeque<>();
    final Deque<Batch> waiting = new ArrayDeque<>();
    /** Scores since a reference was made. */
    long scored;

    /** Whether something was deleted since a reference was made. */
    boolean deleted;

    Normal(VectideConfig.Monitor config) {
        this.config = config;
        this.reservoir = new Sample(config.reference());
    }

    /** Held-out vectors of a pane. */
    static int perPane(VectideConfig.Monitor config) {
        return Math.max(1, config.calibration() / WINDOW_PANES);
    }

    /** Splits what was gathered, in the sample's order, which is random with regard to content. */
    void begin(Sample gathered) {
        List<Sample.Item> all = gathered.first(gathered.size());
        int held = Math.min(config.calibration(), all.size());
        clear();
        window.addAll(all.subList(0, held));
        all.subList(held, all.size()).forEach(reservoir::add);
    }

    void clear() {
        reservoir.removeIf(any -> true);
        window.clear();
        waiting.clear();
        scored = 0;
        deleted = false;
    }

    /** Takes deleted versions out: those before the deletion's offset. */
    void forget(Map<String, Long> deletions) {
        if (deletions.isEmpty()) {
            return;
        }
        Predicate<Sample.Item> gone = isDeleted(deletions);
        boolean found = reservoir.removeIf(gone);
        found |= window.removeIf(gone);
        deleted |= found;
        List<Batch> batches = waiting.stream().map(batch -> batch.without(gone)).toList();
        waiting.clear();
        waiting.addAll(batches);
    }

    static Predicate<Sample.Item> isDeleted(Map<String, Long> deletions) {
        return item -> deletions.getOrDefault(item.document(), -1L) > item.offset();
    }

    /**
     * Takes in what a pane brings, after it was judged.
     *
     * @param isOpen whether there is an alert
     * @param suspected whether one may open soon
     */
    void take(Batch batch, long scores, boolean isOpen, boolean suspected) {
        scored += scores;
        if (isOpen) {
            waiting.clear();
            return;
        }
        waiting.add(batch);
        while (!suspected && (waiting.size() > QUARANTINE || isBlind()) && !waiting.isEmpty()) {
            admit(waiting.remove());
        }
        while (waiting.size() > WINDOW_PANES) {
            waiting.remove();
        }
    }

    /** Whether so much of the window was deleted that no p-value is as small as an anomaly's: then nothing waits. */
    private boolean isBlind() {
        return isBlind(window.size());
    }

    private boolean isBlind(int calibration) {
        return 1.0 / (calibration + 1) > config.anomalyRate();
    }

    private void admit(Batch batch) {
        window.addAll(batch.heldOut());
        while (window.size() > config.calibration()) {
            window.remove();
        }
        Set<String> held = new HashSet<>();
        batch.heldOut().forEach(item -> held.add(item.partition() + ":" + item.offset()));
        batch.admitted().stream()
                .filter(item -> !held.contains(item.partition() + ":" + item.offset()))
                .forEach(reservoir::add);
    }

    /** Whether a reference should be made in the place of this one. */
    boolean isDue(Reference newest) {
        boolean canSeeAgain = isBlind(newest.calibrationSize()) && !isBlind();
        return deleted || canSeeAgain || scored >= (long) EPOCH * config.calibration();
    }

    Reference reference() {
        scored = 0;
        deleted = false;
        return Reference.of(reservoir, window, config.neighbours());
    }

    /** Whether so much was deleted that a new reference has to be gathered. */
    boolean isWornOut() {
        return reservoir.size() < config.reference() / 2 || window.size() < config.calibration() / 2;
    }

    List<Sample.Item> all() {
        List<Sample.Item> all = new ArrayList<>(reservoir.first(reservoir.size()));
        all.addAll(window);
        return all;
    }

    boolean holds(String document) {
        Predicate<Sample.Item> same = item -> item.document().equals(document);
        return reservoir.holds(document)
                || window.stream().anyMatch(same)
                || waiting.stream()
                        .anyMatch(batch -> batch.heldOut().stream().anyMatch(same)
                                || batch.admitted().stream().anyMatch(same));
    }
}
