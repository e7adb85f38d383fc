package dev.vectide.local.account;

import dev.vectide.core.embedding.SourcePosition;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that does not add up.
 *
 * @param what kind of thing: {@code event}, {@code vector}, {@code dead letter}, {@code score}, {@code row}, {@code record}
 * @param position of the event in the events topic; null where none is known
 * @param document its id within the stream; empty where none is known
 * @param why one sentence, without a full stop
 */
public record Finding(Fault fault, String what, @Nullable SourcePosition position, String document, String why) {
    @Override
    public String toString() {
        return fault.name().toLowerCase(Locale.ROOT) + " " + what + (position == null ? "" : " " + position)
                + (document.isEmpty() ? "" : " " + document) + ": " + why;
    }
}
