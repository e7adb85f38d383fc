package dev.vectide.monitor.flink;

/**
 * What one task hands on of a stream: a {@link dev.vectide.monitor.pane.PanePart}, as it is written. Public, because
 * Flink's own serializer carries it.
 */
public record Part(String stream, byte[] bytes) {}
