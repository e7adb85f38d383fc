package dev.vectide.encoder.kafka;

import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Event;
import org.jspecify.annotations.Nullable;

/** What is known of one event before texts are encoded. */
sealed interface Planned {
    /** Nothing needs encoding. */
    record Done(Outcome outcome) implements Planned {}

    /**
     * A text waits for its vector.
     *
     * @param repeat the document already has this content
     */
    record Encode(Event event, String text, Bytes hash, boolean repeat) implements Planned {}

    static Planned skipped(String reason) {
        return new Done(new Outcome.Skipped(reason));
    }

    static Planned dead(String reason, @Nullable Throwable cause) {
        return new Done(new Outcome.Dead(reason, cause));
    }
}
