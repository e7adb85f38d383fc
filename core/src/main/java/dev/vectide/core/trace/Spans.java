package dev.vectide.core.trace;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a role records what it did to an event, as spans of the event's trace.
 *
 * <p>Implementations are safe for concurrent use; a span belongs to one thread at a time.
 */
public interface Spans extends AutoCloseable {
    /** Records nothing. */
    Spans OFF = new NoSpans();

    /** What a span is to what called it. */
    enum Kind {
        /** Answers a request. */
        SERVER,
        /** Takes in a message. */
        CONSUMER,
        INTERNAL
    }

    /** Whether anything is recorded; where not, callers do nothing for it. */
    boolean areOn();

    /**
     * Begins a span. Without a parent or a link to a trace that is recorded, it begins a trace, of which only a share is
     * recorded.
     *
     * @param parent {@code traceparent} of what caused it
     * @param links {@code traceparent}s of what it also comes from
     * @param from when it began; null for now
     */
    Span start(String name, Kind kind, @Nullable String parent, List<String> links, @Nullable Instant from);

    /** What happens in one place, from a beginning to an end. */
    interface Span {
        Span with(String key, String value);

        Span with(String key, long value);

        /** Names itself to what follows from it; null where it is not recorded. */
        @Nullable String traceparent();

        void failed(String why);

        void end();
    }

    /** Records what has ended; waits for it a few seconds at most. */
    @Override
    void close();
}
