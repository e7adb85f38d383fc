package dev.vectide.core.event;

/** Where an event comes from; only {@link #LIVE} events enter the panes of the monitors. */
public enum Origin {
    /** From a producer, now. */
    LIVE,
    /** From a file or a past time span, replayed by a user. */
    REPLAY,
    /** Written again by Vectide itself: a re-encoding or a migration. */
    BACKFILL
}
