package dev.vectide.local.account;

import dev.vectide.core.embedding.SourcePosition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which row every document must have, and which it has: that of the newest record of the vectors topic, while it has not
 * expired. Told of the records first, in the order of each partition, then of the rows, then of what changed meanwhile.
 *
 * <p>Used by one thread; holds some 150 bytes for each document.
 */
public final class RowAccount {
    /** How long an expired row may stay: stores free them now and then, and clocks differ. */
    private static final long EXPIRY_MS = 300_000;

    private final Terms terms;
    private final Findings findings;
    private final Map<String, Newest> newest = new HashMap<>();
    private final Map<String, Long> unknown = new TreeMap<>();
    private final Set<String> moved = new HashSet<>();

    private static final class Newest {
        final int partition;
        final SourcePosition source;
        final boolean deleted;
        final long timeMs;
        final long expiresMs;
        int rows;
        long version;

        Newest(int partition, SourcePosition source, boolean deleted, long timeMs, long expiresMs) {
            this.partition = partition;
            this.source = source;
            this.deleted = deleted;
            this.timeMs = timeMs;
            this.expiresMs = expiresMs;
        }
    }

    public RowAccount(Terms terms, Findings findings) {
        this.terms = terms;
        this.findings = findings;
    }

    void vector(int partition, String document, SourcePosition source, long timeMs, long expiresMs) {
        newest.put(document, new Newest(partition, source, false, timeMs, expiresMs));
    }

    void deleted(int partition, String document, SourcePosition source) {
        newest.put(document, new Newest(partition, source, true, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    /** The document has a record behind the ends that were taken down: its row may be of that. */
    public void moved(String document) {
        moved.add(document);
    }

    /** The store has this document, from the event at {@code version} in its partition. */
    public void row(String document, long version) {
        Newest found = newest.get(document);
        if (found == null) {
            unknown.put(document, version);
        } else {
            found.rows++;
            found.version = version;
        }
    }

    /** Once all rows were told. */
    void close(Map<Integer, Tally> tallies) {
        newest.forEach((document, found) -> {
            Tally tally = tallies.get(found.partition);
            if (tally != null && judged(found)) {
                judge(document, found, tally);
            }
        });
        unknown.forEach((document, version) -> {
            if (terms.isWhole() && !moved.contains(document)) {
                findings.add(Fault.UNFOUNDED, "row", null, document, "it is of event offset " + version
                        + ", and the vectors topic has no record of the document");
            }
        });
    }

    private void judge(String document, Newest found, Tally tally) {
        boolean isThere = found.rows > 0;
        if (moved.contains(document)) {
            tally.rowPending();
        } else if (found.deleted) {
            if (isThere) {
                find(Fault.UNFOUNDED, document, found, "the document is deleted, and a row of event offset " + found.version
                        + " is there");
            }
        } else if (!isThere) {
            if (found.expiresMs > terms.nowMs() + EXPIRY_MS) {
                find(Fault.MISSING, document, found, "the store has none of this live vector");
            }
        } else if (found.version != found.source.offset()) {
            find(Fault.STALE, document, found, "it is of event offset " + found.version + ", and the newest vector of "
                    + found.source);
        } else if (found.rows > 1) {
            find(Fault.DOUBLED, document, found, "the store has " + found.rows + " of the document");
        } else if (found.expiresMs < terms.nowMs() - EXPIRY_MS) {
            find(Fault.UNFOUNDED, document, found, "the document expired " + (terms.nowMs() - found.expiresMs) / 1000
                    + " s ago");
        } else {
            tally.row();
        }
    }

    private void find(Fault fault, String document, Newest found, String why) {
        findings.add(fault, "row", found.source, document, why);
    }

    private boolean judged(Newest found) {
        return found.deleted ? terms.isWhole() : terms.judges(found.timeMs);
    }
}
