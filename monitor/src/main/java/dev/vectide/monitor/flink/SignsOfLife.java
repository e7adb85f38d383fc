package dev.vectide.monitor.flink;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Of the records that a task reads, the names of the streams they belong to, each at most once in a while; replays are no
 * sign of life. A task that starts anew says a name again, which does no harm.
 *
 * <p>An instance belongs to one task.
 */
final class SignsOfLife implements FlatMapFunction<Arrival, String> {
    private static final long serialVersionUID = 1;

    private final long graceMs;
    private final Map<String, Long> said = new HashMap<>();
    /** The stream that was looked up last, and when it was said last. */
    private @Nullable String recent;

    private long recentMs;

    SignsOfLife(long graceMs) {
        this.graceMs = graceMs;
    }

    @Override
    public void flatMap(Arrival arrival, Collector<String> out) {
        if (arrival.trace() != null) {
            return;
        }
        boolean live = arrival.vector() == null || arrival.vector().live();
        if (!live) {
            return;
        }
        long now = System.currentTimeMillis();
        // Mostly the stream of the record before, by the very same string.
        if (arrival.stream().equals(recent) && Math.abs(now - recentMs) < graceMs) {
            return;
        }
        Long last = said.get(arrival.stream());
        if (last == null || Math.abs(now - last) >= graceMs) {
            said.put(arrival.stream(), now);
            out.collect(arrival.stream());
            last = now;
        }
        recent = arrival.stream();
        recentMs = last;
    }
}
