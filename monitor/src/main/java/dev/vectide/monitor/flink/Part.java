package dev.vectide.monitor.flink;

import org.jspecify.annotations.Nullable;

/**
 * What one task hands on of a stream: a {@link dev.vectide.monitor.pane.PanePart}, as it is written, or that a vector's trace
 * is recorded; then there are no bytes. Public, because
 * Flink's own serializer carries it.
 */
public record Part(String stream, byte[] bytes, @Nullable TraceNote trace) {}
