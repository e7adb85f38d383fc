package dev.vectide.monitor.flink;

import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.VectorInput;
import org.jspecify.annotations.Nullable;

/**
 * What one stream's monitor takes in next: a vector, a clock, or that a vector's trace is recorded; the others are null. Public, and a plain record, because
 * Flink's own serializer carries it between tasks.
 *
 * @param early what was found of the vector where it was read, if anything
 */
public record Arrival(
        String stream,
        @Nullable VectorInput vector,
        @Nullable ClockInput clock,
        byte @Nullable [] early,
        @Nullable TraceNote trace) {
    static Arrival of(VectorInput vector) {
        return new Arrival(vector.stream(), vector, null, null, null);
    }

    static Arrival of(ClockInput clock) {
        return new Arrival(clock.stream(), null, clock, null, null);
    }

    static Arrival of(String stream, TraceNote trace) {
        return new Arrival(stream, null, null, null, trace);
    }

    /** Event time, milliseconds since the epoch. */
    long timeMs() {
        return vector != null ? vector.timeMs() : clock != null ? clock.clockMs() : Long.MIN_VALUE;
    }
}
