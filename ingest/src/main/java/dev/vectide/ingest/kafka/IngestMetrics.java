package dev.vectide.ingest.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What came in through which door, and what did not.
 *
 * <p>Safe for concurrent use.
 */
public final class IngestMetrics {
    private final MeterRegistry registry;
    private final Timer acknowledged;
    private final Timer transaction;
    private final Counter restarts;
    private final AtomicLong lag = new AtomicLong();

    public IngestMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.acknowledged = Timer.builder("vectide.ingest.acknowledged")
                .description("From a request read to Kafka's acknowledgement")
                .publishPercentileHistogram()
                .register(registry);
        this.transaction = registry.timer("vectide.ingest.transaction");
        this.restarts = registry.counter("vectide.ingest.restarts");
        Gauge.builder("vectide.ingest.lag.records", lag, AtomicLong::get).register(registry);
    }

    /** @param producer whose records that Kafka has yet to acknowledge are told, in bytes */
    public void watch(EventProducer producer) {
        Gauge.builder("vectide.ingest.queued.bytes", producer, EventProducer::queuedBytes).register(registry);
    }

    /** @param records of mapped topics that are still to be read here */
    void lag(long records) {
        lag.set(records);
    }

    /** Of mapped topics: from its first record to its end. */
    void transaction(long nanos) {
        transaction.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Mapped topics are read again from the offsets of the last transaction. */
    void startsOver() {
        restarts.increment();
        lag(0);
    }

    /** A request was refused as a whole, with this status of HTTP. */
    public void refusedRequest(int status) {
        registry.counter("vectide.ingest.refused.requests", "reason", Integer.toString(status)).increment();
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
