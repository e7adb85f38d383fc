/** The way into {@code <ns>.events}, and from producers' own topics to it. */
@org.jspecify.annotations.NullMarked
package dev.vectide.ingest.kafka;
