package dev.vectide.bench.faults;

import java.net.URI;
import java.util.List;

/** Adds up what was found in one round, and takes down what it is. */
final class Tally {
    private final List<String> notes;
    private long lost;
    private long doubled;
    private long wrong;
    private boolean balanced = true;

    Tally(List<String> notes) {
        this.notes = notes;
    }

    void lost(long count, String what) {
        if (count > 0) {
            lost += count;
            notes.add(count + " " + what);
        }
    }

    /** An answer that no ingester should give. */
    void complaint(String what) {
        balanced = false;
        notes.add(what);
    }

    void wrong(String what) {
        wrong++;
        notes.add("wrong answer: " + what);
    }

    void add(StoreCheck check, URI indexer) {
        lost += check.lost().size();
        doubled += check.doubled().size();
        wrong += check.wrong().size();
        check.lost().forEach(document -> notes.add("lost: " + document + " at " + indexer));
        check.doubled().forEach(document -> notes.add("doubled: " + document + " at " + indexer));
        check.wrong().forEach(why -> notes.add("wrong row at " + indexer + ": " + why));
    }

    void add(Audit audit) {
        lost += audit.faults("missing");
        doubled += audit.faults("doubled");
        if (!audit.isBalanced()) {
            balanced = false;
            notes.add("the account: " + audit.findings());
        }
        if (audit.onItsWay() > 0) {
            notes.add(audit.onItsWay() + " still on their way");
        }
    }

    void add(AlertOrder alerts) {
        doubled += alerts.doubled().size();
        balanced &= alerts.broken().isEmpty();
        alerts.doubled().forEach(why -> notes.add("alert " + why));
        alerts.broken().forEach(why -> notes.add("alert " + why));
    }

    long lost() {
        return lost;
    }

    long doubled() {
        return doubled;
    }

    long wrong() {
        return wrong;
    }

    boolean isBalanced() {
        return balanced;
    }
}
