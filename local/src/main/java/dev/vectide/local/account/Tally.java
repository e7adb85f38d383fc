package dev.vectide.local.account;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How the events of one partition ended. Their fates add up to {@link #events}.
 *
 * <p>Used by one thread.
 */
public final class Tally {
    private final int partition;
    private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
    private long events;
    private long scores;
    private long scoresPending;
    private long scoresUnjudged;
    private long rows;
    private long rowsPending;

    Tally(int partition) {
        this.partition = partition;
        for (Fate fate : Fate.values()) {
            fates.put(fate, 0L);
        }
    }

    void event(Fate fate) {
        events++;
        fates.merge(fate, 1L, Long::sum);
    }

    void scores(long found) {
        scores += found;
    }

    void scorePending() {
        scoresPending++;
    }

    void scoreUnjudged() {
        scoresUnjudged++;
    }

    void row() {
        rows++;
    }

    void rowPending() {
        rowsPending++;
    }

    public int partition() {
        return partition;
    }

    public long events() {
        return events;
    }

    public Map<Fate, Long> fates() {
        return Collections.unmodifiableMap(fates);
    }

    /** Scores of vectors that are owed one. */
    public long scores() {
        return scores;
    }

    /** Vectors that the monitor has not come to, or holds until their pane is settled. */
    public long scoresPending() {
        return scoresPending;
    }

    /** Vectors so old that their scores may be gone. */
    public long scoresUnjudged() {
        return scoresUnjudged;
    }

    /** Live vectors whose row is as it must be. */
    public long rows() {
        return rows;
    }

    /** Documents that changed while the store was read. */
    public long rowsPending() {
        return rowsPending;
    }
}
