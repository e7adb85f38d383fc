package dev.vectide.core.trace;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records nothing. */
final class NoSpans implements Spans {
    private static final Span NONE = new NoSpan();

    private static final class NoSpan implements Span {
        @Override
        public Span with(String key, String value) {
            return this;
        }

        @Override
        public Span with(String key, long value) {
            return this;
        }

        @Override
        public @Nullable String traceparent() {
            return null;
        }

        @Override
        public void failed(String why) {
            // Nobody is to know.
        }

        @Override
        public void end() {
            // It never began.
        }
    }

    @Override
    public boolean areOn() {
        return false;
    }

    @Override
    public Span start(String name, Kind kind, @Nullable String parent, List<String> links, @Nullable Instant from) {
        return NONE;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
