package dev.vectide.monitor;

/**
 * The stream's event-time clock in one partition: no live event earlier than {@code clockMs}, less the lateness bound,
 * is expected there any more.
 *
 * @param partitions of the events topic, in all
 */
public record ClockInput(String stream, int partition, long clockMs, int partitions) {}
