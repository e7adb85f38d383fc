package dev.vectide.local.account;

import org.jspecify.annotations.Nullable;

/** One document of a partition, as its events and records are gone through. */
final class Document {
    final String id;
    /** Events below this offset may have lost their record to compaction. */
    long overwrittenBelow = Entry.NONE;
    /** The newest event so far that ended as a version of the document. */
    @Nullable Entry version;
    /** The newest event so far that was dead. */
    @Nullable Entry dead;
    /** The newest event so far that is missing. */
    @Nullable Entry lost;

    Document(String id) {
        this.id = id;
    }
}
