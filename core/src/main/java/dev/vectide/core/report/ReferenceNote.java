package dev.vectide.core.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The reference that a report compares with.
 *
 * @param id first 12 hexadecimal digits of the SHA-256 of what it is made of
 * @param n vectors it was gathered from
 * @param from start of the event time it was gathered in; null, as the next two, where an older version gathered it
 * @param to end of it, exclusive
 * @param ageSeconds from there to the end of the pane
 * @param order id of the recorded action it is due to; null for the stream's first vectors
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReferenceNote(
        String id,
        long n,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Long ageSeconds,
        @Nullable String order) {}
