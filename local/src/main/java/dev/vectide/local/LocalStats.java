package dev.vectide.local;

import dev.vectide.core.stream.StreamDirectory;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The figures of this second, read from the roles' metrics: {@code events_per_second}, {@code documents}, {@code streams}
 * and {@code searchable_ms_p50}, {@code searchable_ms_p99}; those that no role measures yet are left out.
 *
 * <p>Used by one thread.
 */
final class LocalStats implements Supplier<Map<String, ?>> {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final MeterRegistry registry;
    private final StreamDirectory streams;
    private final LongSupplier nanoTime;
    private double events;
    private long at;

    LocalStats(MeterRegistry registry, StreamDirectory streams, LongSupplier nanoTime) {
        this.registry = registry;
        this.streams = streams;
        this.nanoTime = nanoTime;
        this.at = nanoTime.getAsLong();
    }

    @Override
    public Map<String, ?> get() {
        Map<String, Number> stats = new LinkedHashMap<>();
        stats.put("events_per_second", rate());
        stats.put("streams", streams.list().size());
        Collection<Gauge> documents = registry.find("vectide.indexer.documents").gauges();
        if (!documents.isEmpty()) {
            stats.put("documents", Math.round(documents.stream().mapToDouble(Gauge::value).sum()));
        }
        Timer searchable = registry.find("vectide.indexer.searchable").timer();
        if (searchable != null) {
            for (ValueAtPercentile value : searchable.takeSnapshot().percentileValues()) {
                if (value.value() > 0) {
                    stats.put("searchable_ms_p" + Math.round(100 * value.percentile()), value.value(TimeUnit.MILLISECONDS));
                }
            }
        }
        return stats;
    }

    private double rate() {
        double now = registry.find("vectide.ingest.events").counters().stream().mapToDouble(Counter::count).sum();
        long time = nanoTime.getAsLong();
        double rate = (now - events) * NANOS / Math.max(1, time - at);
        events = now;
        at = time;
        return rate;
    }
}
