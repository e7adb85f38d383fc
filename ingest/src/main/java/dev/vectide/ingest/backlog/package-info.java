/** How far behind the encoder is. */
@org.jspecify.annotations.NullMarked
package dev.vectide.ingest.backlog;
