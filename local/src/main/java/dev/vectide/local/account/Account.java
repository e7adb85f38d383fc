package dev.vectide.local.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The account of a stream: its partitions, one after the other, then its scores that may be held, then its rows.
 *
 * <p>Used by one thread.
 */
public final class Account {
    private final Findings findings;
    private final ScoreBook scores;
    private final WarmUp warmUp;
    private final RowAccount rows;
    private final Map<Integer, Tally> tallies = new TreeMap<>();
    private final List<PartitionAccount.Unscored> unscored = new ArrayList<>();

    /** @param scores all of them */
    public Account(ScoreBook scores, WarmUp warmUp, RowAccount rows, Findings findings) {
        this.scores = scores;
        this.warmUp = warmUp;
        this.rows = rows;
        this.findings = findings;
    }

    /** Judges a partition that has been told everything; nothing of it is held afterwards but its figures. */
    public void close(PartitionAccount partition) {
        Tally tally = partition.close(scores, unscored);
        tallies.put(tally.partition(), tally);
    }

    /**
     * Once all partitions are closed: the scores that are due.
     *
     * @param complete whether all that the monitor had written could be read
     */
    public void closeScores(boolean complete) {
        for (PartitionAccount.Unscored one : unscored) {
            boolean isHeld = one.live() && !scores.isReferenced() && warmUp.holds(one.timeMs());
            if (isHeld || !complete) {
                one.tally().scorePending();
            } else {
                findings.add(Fault.MISSING, "score", one.position(), one.document(),
                        "the monitor has read its vector and no score of it is there");
            }
        }
        unscored.clear();
    }

    /** Once all rows were told. */
    public void closeRows() {
        rows.close(tallies);
    }

    /** By partition. */
    public List<Tally> tallies() {
        return List.copyOf(tallies.values());
    }
}
