/** From the events topic to the vectors topic, in transactions. */
@org.jspecify.annotations.NullMarked
package dev.vectide.encoder.kafka;
