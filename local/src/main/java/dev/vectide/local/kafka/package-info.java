/** Reads the topics for the account of a stream. */
@org.jspecify.annotations.NullMarked
package dev.vectide.local.kafka;
