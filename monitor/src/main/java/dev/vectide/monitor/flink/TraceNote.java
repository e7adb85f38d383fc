package dev.vectide.monitor.flink;

/**
 * That a document's vector belongs to a trace that is recorded; goes ahead of the vector. Public, because Flink's own
 * serializer carries it.
 *
 * @param traceparent of the vector's record
 */
public record TraceNote(String document, String traceparent) {}
