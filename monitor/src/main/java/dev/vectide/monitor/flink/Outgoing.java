package dev.vectide.monitor.flink;

import org.jspecify.annotations.Nullable;

/**
 * A record to be written; public because Flink's own serializer carries it.
 *
 * @param traceparent that it names as its trace; null for none
 */
public record Outgoing(String topic, byte[] key, byte[] value, @Nullable String traceparent) {}
