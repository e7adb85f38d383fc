package dev.vectide.local.kafka;

import dev.vectide.core.position.Position;
import dev.vectide.local.account.Findings;
import dev.vectide.local.account.Tally;
import java.util.List;

/**
 * How an audit ended.
 *
 * @param position the last event of each partition that was judged
 * @param notes what was not judged, and why
 */
public record AuditReport(List<Tally> partitions, Position position, Findings findings, List<String> notes) {
    public AuditReport {
        partitions = List.copyOf(partitions);
        notes = List.copyOf(notes);
    }

    /** Whether nothing is missing, doubled, out of place or late. */
    public boolean isBalanced() {
        return findings.total() == 0;
    }
}
