package dev.vectide.monitor.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What was told, what was not, and what has yet to be.
 *
 * <p>Safe for concurrent use.
 */
public final class NotifierMetrics {
    private final MeterRegistry registry;
    private final Timer call;
    private final AtomicLong owed = new AtomicLong();

    public NotifierMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.call = Timer.builder("vectide.notifier.call")
                .description("One try to deliver a message")
                .register(registry);
        registry.gauge("vectide.notifier.owed.alerts", owed);
    }

    /** @param kind of the receiver, {@code webhook} or {@code alertmanager} */
    public void delivered(String kind, long nanos) {
        call.record(nanos, TimeUnit.NANOSECONDS);
        registry.counter("vectide.notifier.delivered.messages", "reason", kind).increment();
    }

    /** @param why {@code status}, {@code timeout}, {@code throttled} or {@code connection} */
    public void failed(String why, long nanos) {
        call.record(nanos, TimeUnit.NANOSECONDS);
        registry.counter("vectide.notifier.failed.tries", "reason", why).increment();
    }

    void buried() {
        registry.counter("vectide.notifier.dead.letters").increment();
    }

    void owed(long alerts) {
        owed.set(alerts);
    }
}
