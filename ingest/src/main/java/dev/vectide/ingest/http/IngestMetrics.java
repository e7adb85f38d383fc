package dev.vectide.ingest.http;

import dev.vectide.core.event.Event;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What came through the HTTP door.
 *
 * <p>Safe for concurrent use.
 */
final class IngestMetrics {
    private final MeterRegistry registry;
    private final Timer acknowledged;

    IngestMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.acknowledged = Timer.builder("vectide.ingest.acknowledged")
                .description("From a request read to Kafka's acknowledgement")
                .publishPercentileHistogram()
                .register(registry);
    }

    void accepted(List<Event> events, long nanos) {
        acknowledged.record(nanos, TimeUnit.NANOSECONDS);
        for (Event event : events) {
            registry.counter("vectide.ingest.events", "stream", event.key().stream()).increment();
        }
    }

    void refused(int count) {
        if (count > 0) {
            registry.counter("vectide.ingest.refused", "reason", "http").increment(count);
        }
    }
}
