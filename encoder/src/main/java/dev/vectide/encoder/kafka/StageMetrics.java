package dev.vectide.encoder.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Metrics of the stage, labelled with its space. */
final class StageMetrics {
    final Counter written;
    final Counter repeats;
    final Counter retries;
    final Counter deadLetters;
    final Counter truncated;
    final Counter tokens;
    final Timer encode;
    final Timer transaction;

    StageMetrics(MeterRegistry registry, String space) {
        this.written = registry.counter("vectide.encoder.written.records", "space", space);
        this.repeats = registry.counter("vectide.encoder.repeated.records", "space", space);
        this.retries = registry.counter("vectide.encoder.skipped.events", "space", space);
        this.deadLetters = registry.counter("vectide.encoder.dead.letters", "space", space);
        this.truncated = registry.counter("vectide.encoder.truncated.texts", "space", space);
        this.tokens = registry.counter("vectide.encoder.read.tokens", "space", space);
        this.encode = registry.timer("vectide.encoder.encode", "space", space);
        this.transaction = registry.timer("vectide.encoder.transaction", "space", space);
    }
}
