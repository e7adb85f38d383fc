package dev.vectide.core.access;

import java.util.Locale;

/** What a key allows. None includes another. */
public enum Verb {
    /** Search, read documents, scores, reports and alerts; have texts encoded. */
    READ,
    /** Send and delete events and points. */
    WRITE,
    /** Settle streams, alerts and references; encode again. */
    ADMIN;

    /** As settings write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
