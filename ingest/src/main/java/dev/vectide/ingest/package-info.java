/**
 * Doors for producers. {@link dev.vectide.ingest.IngestApp} wires them: {@code http} takes events over HTTP, {@code kafka}
 * takes them from producers' own topics and writes all of them to {@code <ns>.events}, {@code replay} reads files, {@code
 * backlog} tells when the encoder is too far behind for more. What an event may look like is core's {@code EventReader}.
 */
@org.jspecify.annotations.NullMarked
package dev.vectide.ingest;
