package dev.vectide.ingest.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/**
 * What came in through which door, and what did not.
 *
 * <p>Safe for concurrent use.
 */
public final class IngestMetrics {
    private final MeterRegistry registry;
    private final Timer acknowledged;

    public IngestMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.acknowledged = Timer.builder("vectide.ingest.acknowledged")
                .description("From a request read to Kafka's acknowledgement")
                .publishPercentileHistogram()
                .register(registry);
    }

    /** An event of {@code stream} is in the events topic. */
    public void accepted(String stream) {
        registry.counter("vectide.ingest.events", "stream", stream).increment();
    }

    public void acknowledged(long nanos) {
        acknowledged.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** @param door {@code http}, told to the caller, or {@code kafka}, in the dead letters */
    public void refused(String door, int count) {
        if (count > 0) {
            registry.counter("vectide.ingest.refused", "reason", door).increment(count);
        }
    }
}
