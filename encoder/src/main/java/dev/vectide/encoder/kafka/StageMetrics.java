package dev.vectide.encoder.kafka;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.encoder.batch.BatchListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Metrics of the stage, labelled with its space. Events that are counted are committed, so that none counts twice; batches are
 * counted whoever asked for them.
 *
 * <p>Batches may be told by any thread, all else by that of the stage.
 */
final class StageMetrics implements BatchListener {
    final Timer encode;
    private final Counter tokens;
    private final Counter written;
    private final Counter repeats;
    private final Counter reused;
    private final Counter retries;
    private final Counter deadLetters;
    private final Counter truncated;
    private final Timer transaction;
    private final Counter computed;
    private final Counter padding;
    private final DistributionSummary fill;
    private final Counter restarts;
    private final MultiGauge lag;
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger stopped = new AtomicInteger();

    StageMetrics(MeterRegistry registry, String space) {
        this.written = registry.counter("vectide.encoder.written.records", "space", space);
        this.repeats = registry.counter("vectide.encoder.repeated.records", "space", space);
        this.reused = registry.counter("vectide.encoder.reused.vectors", "space", space);
        this.retries = registry.counter("vectide.encoder.skipped.events", "space", space);
        this.deadLetters = registry.counter("vectide.encoder.dead.letters", "space", space);
        this.truncated = registry.counter("vectide.encoder.truncated.texts", "space", space);
        this.tokens = registry.counter("vectide.encoder.read.tokens", "space", space);
        this.encode = registry.timer("vectide.encoder.encode", "space", space);
        this.transaction = registry.timer("vectide.encoder.transaction", "space", space);
        this.computed = registry.counter("vectide.encoder.computed.tokens", "space", space);
        this.padding = registry.counter("vectide.encoder.padding.tokens", "space", space);
        this.fill = registry.summary("vectide.encoder.batch.fill", "space", space);
        this.restarts = registry.counter("vectide.encoder.restarts", "space", space);
        this.lag = MultiGauge.builder("vectide.encoder.lag.records").tag("space", space).register(registry);
        Gauge.builder("vectide.encoder.queued.events", queued, AtomicInteger::get)
                .tag("space", space)
                .register(registry);
        Gauge.builder("vectide.encoder.stopped", stopped, AtomicInteger::get)
                .tag("space", space)
                .register(registry);
    }

    @Override
    public void batch(int texts, long tokens, long size, long most) {
        computed.increment((double) size);
        padding.increment((double) (size - tokens));
        fill.record((double) size / most);
    }

    /** @param events read and not yet written */
    void queued(int events) {
        queued.set(events);
    }

    /** @param behind records of the events topic that are still to be read, by partition; only those are ours */
    void lag(Map<Integer, Long> behind) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        behind.forEach((partition, records) ->
                rows.add(MultiGauge.Row.of(Tags.of("partition", Integer.toString(partition)), records)));
        lag.register(rows, true);
    }

    /** Whatever failed, the stage begins anew behind the last commit. */
    void startsOver() {
        restarts.increment();
    }

    /** Nothing is encoded any more. */
    void stopped() {
        stopped.set(1);
    }

    /** Of a session that is over nothing waits and nothing is followed. */
    void idle() {
        queued(0);
        lag(Map.of());
    }

    /** @param took from the commit's first record to its end */
    void transaction(Duration took) {
        transaction.record(took);
    }

    /** @param reused records whose vector was there already */
    void committed(List<Outcome> outcomes, List<BatchEncoder.Result> results, long reused) {
        this.reused.increment((double) reused);
        for (BatchEncoder.Result result : results) {
            tokens.increment(result.tokens());
        }
        outcomes.forEach(this::count); // Last: whoever sees an event counted finds all that it took.
    }

    private void count(Outcome outcome) {
        if (outcome instanceof Outcome.Written record) {
            written.increment();
            if (record.record() instanceof Embedding embedding) {
                repeats.increment(embedding.repeat() ? 1 : 0);
                truncated.increment(embedding.truncated() ? 1 : 0);
            }
        } else if (outcome instanceof Outcome.Skipped) {
            retries.increment();
        } else {
            deadLetters.increment();
        }
    }
}
