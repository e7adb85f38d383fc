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
    private final Terms terms;
    private final HeldBack held;
    private final RowAccount rows;
    private final Map<Integer, Tally> tallies = new TreeMap<>();
    private final List<PartitionAccount.Unscored> unscored = new ArrayList<>();

    /** @param scores all of them */
    public Account(Terms terms, ScoreBook scores, HeldBack held, RowAccount rows, Findings findings) {
        this.terms = terms;
        this.scores = scores;
        this.held = held;
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
            boolean isHeld = one.live() && (one.isYoung() || held.holds(one.placedMs()));
            if (isHeld || !complete) {
                one.tally().scorePending();
                if (complete && terms.isLate(one.recordMs())) {
                    findings.add(Fault.LATE, "score", one.position(), one.document(), "its vector was written "
                            + (terms.nowMs() - one.recordMs()) / 1000
                            + " s ago, and the monitor seems to hold it until the stream's clock moves on in every partition");
                }
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
