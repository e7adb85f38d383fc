/**
 * What the monitors cost: each beside the loop that it cannot do without, without Kafka, and as a job beside Kafka's own
 * consumer.
 */
@org.jspecify.annotations.NullMarked
package dev.vectide.bench.monitor;
