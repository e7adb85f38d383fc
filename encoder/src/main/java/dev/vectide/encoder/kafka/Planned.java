package dev.vectide.encoder.kafka;

import dev.vectide.core.event.Event;
import dev.vectide.core.event.Origin;
import dev.vectide.encoder.memory.EncodedContent;
import org.jspecify.annotations.Nullable;

/** What is known of one event before texts are encoded. */
sealed interface Planned {
    /** The event where it counts for its stream's clock; null where it is refused or was there before. */
    @Nullable Event event();

    /** Nothing needs encoding. */
    record Done(Outcome outcome, @Nullable Event event) implements Planned {}

    /**
     * A content waits for its vector.
     *
     * @param repeat the document already has this content
     * @param encoded where the vector is put for whoever else waits for it
     */
    record Encode(Event event, Work work, boolean repeat, EncodedContent encoded) implements Planned {}

    /** The content is encoded already, or waits for its vector before this event does. */
    record Reuse(Event event, EncodedContent encoded) implements Planned {}

    /** Whether the event moves its stream's clock. */
    default boolean isLive() {
        Event event = event();
        return event != null && event.origin() == Origin.LIVE;
    }

    static Planned skipped(String reason) {
        return new Done(new Outcome.Skipped(reason), null);
    }

    static Planned dead(String reason, @Nullable Throwable cause) {
        return new Done(new Outcome.Dead(reason, cause), null);
    }
}
