package dev.vectide.local.account;

/** What is wrong with something that was found, or not found. */
public enum Fault {
    /** It should be there and is not. */
    MISSING,
    /** It is there more often than it should be. */
    DOUBLED,
    /** An event ended in two ways, or not in the way that its content demands. */
    CONFLICTING,
    /** A record that names a position where no such event is, or that lies in another partition or order. */
    MISPLACED,
    /** It is there and nothing asks for it. */
    UNFOUNDED,
    /** A row that is not of its document's newest vector. */
    STALE,
    /** A record that cannot be read. */
    DAMAGED,
    /** It may still come, but should be there by now. */
    LATE
}
