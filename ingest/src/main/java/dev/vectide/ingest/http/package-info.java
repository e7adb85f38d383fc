/** {@code /v1/streams}: events in, streams settled; {@code /v1/dead-letters}. */
@org.jspecify.annotations.NullMarked
package dev.vectide.ingest.http;
