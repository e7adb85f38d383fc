package dev.vectide.core.embedding;

import dev.vectide.core.event.Identity;
import dev.vectide.core.stream.DocumentKey;
import java.time.Instant;

/** The document is deleted: a record with a null value whose headers say by which event. */
public record Tombstone(DocumentKey key, Identity identity, Instant eventTime, SourcePosition source)
        implements VectorsRecord {}
