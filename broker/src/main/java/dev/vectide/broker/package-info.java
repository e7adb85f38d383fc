/** Kafka's own KRaft server in this JVM. */
@org.jspecify.annotations.NullMarked
package dev.vectide.broker;
