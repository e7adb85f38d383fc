package dev.vectide.monitor.flink;

/** A record to be written; public because Flink's own serializer carries it. */
public record Outgoing(String topic, byte[] key, byte[] value) {}
