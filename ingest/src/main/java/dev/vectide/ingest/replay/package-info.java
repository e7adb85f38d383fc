/**
 * Files as events: rows of NDJSON, CSV or TSV become JSON lines ready to post to a stream. {@link
 * dev.vectide.ingest.replay.Rows} is the way in.
 */
@org.jspecify.annotations.NullMarked
package dev.vectide.ingest.replay;
