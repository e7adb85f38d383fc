/** The door to Kafka that every role shares: client settings, topics, dead letters, the control topic. */
@org.jspecify.annotations.NullMarked
package dev.vectide.core.kafka;
