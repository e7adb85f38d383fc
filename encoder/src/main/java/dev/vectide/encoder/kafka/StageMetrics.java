package dev.vectide.encoder.kafka;

import dev.vectide.core.embedding.Embedding;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;

/** Metrics of the stage, labelled with its space. What is counted is committed, so that no event counts twice. */
final class StageMetrics {
    final Timer encode;
    private final Counter tokens;
    private final Counter written;
    private final Counter repeats;
    private final Counter reused;
    private final Counter retries;
    private final Counter deadLetters;
    private final Counter truncated;
    private final Timer transaction;

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
    }

    /** @param took from the commit's first record to its end */
    void transaction(Duration took) {
        transaction.record(took);
    }

    /** @param reused records whose vector was there already */
    void committed(List<Outcome> outcomes, List<BatchEncoder.Result> results, long reused) {
        this.reused.increment((double) reused);
        outcomes.forEach(this::count);
        for (BatchEncoder.Result result : results) {
            tokens.increment(result.tokens());
        }
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
