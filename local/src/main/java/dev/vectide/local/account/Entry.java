package dev.vectide.local.account;

import dev.vectide.core.event.Identity;
import org.jspecify.annotations.Nullable;

/** One event, and what was found of it. */
final class Entry {
    static final long NONE = -1;

    final long offset;
    final long appendedMs;
    final long timeMs;
    final Document document;
    /** Null where the event cannot be read. */
    final @Nullable Identity identity;

    final boolean deletion;
    final boolean elsewhere;
    /** Offset that a repair is based on; {@link #NONE} where the event is no repair. */
    final long base;

    int vectors;
    int repeats;
    int tombstones;
    int deadLetters;
    int scores;
    /** Vectors that the monitor owes a score. */
    int owed;
    boolean live;
    /** Of its newest record in the vectors topic. */
    long recordOffset = NONE;

    long recordMs;
    /** Event time by which the monitor places its vector in a pane. */
    long placedMs;
    /** First eight bytes of the hash of its content. */
    long content;

    Entry(
            long offset,
            long appendedMs,
            long timeMs,
            Document document,
            @Nullable Identity identity,
            boolean deletion,
            boolean elsewhere,
            long base) {
        this.offset = offset;
        this.appendedMs = appendedMs;
        this.timeMs = timeMs;
        this.document = document;
        this.identity = identity;
        this.deletion = deletion;
        this.elsewhere = elsewhere;
        this.base = base;
    }

    int records() {
        return vectors + repeats + tombstones;
    }

    boolean isRepair() {
        return base != NONE;
    }
}
