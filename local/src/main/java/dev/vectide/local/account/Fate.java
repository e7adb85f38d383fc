package dev.vectide.local.account;

import java.util.Locale;

/** What became of an event. */
public enum Fate {
    /** A vector. */
    VECTOR,
    /** A vector that is marked as a repeat: the content had not changed. */
    REPEAT,
    /** A tombstone: the document was deleted. */
    TOMBSTONE,
    DEAD_LETTER,
    /** Nothing, as the same event had ended before. */
    RETRY,
    /** Nothing, as it is a repair of what a newer version had replaced. */
    OVERTAKEN,
    /** Nothing in this space, as another answers for it. */
    ELSEWHERE,
    /** Its record was compacted away: a later version of the document is there, or its deletion is over. */
    SUPERSEDED,
    /** The encoder has not come to it. */
    PENDING,
    /** It cannot be known: what it would take to tell is no longer kept. */
    UNJUDGED,
    /** Lost. */
    MISSING;

    /** As a field or a column is called. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
