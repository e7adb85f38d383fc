package dev.vectide.core.wire;

import dev.vectide.core.event.Event;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What came of reading an event. */
public sealed interface Reading {
    record Accepted(Event event) implements Reading {}

    /**
     * @param id document or event id, as far as it could be read
     * @param faults all of them, at least one
     */
    record Refused(@Nullable String id, List<Fault> faults) implements Reading {
        public Refused {
            faults = List.copyOf(faults);
        }

        /** One sentence. */
        public String reason() {
            return faults.stream().map(Fault::toString).collect(Collectors.joining("; "));
        }
    }
}
