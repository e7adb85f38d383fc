package dev.vectide.ingest.replay;

/** What became of one row of a file. */
public sealed interface Row {
    /** From 1: the line of NDJSON, the record below the header of a table. */
    long number();

    /** @param json one event in the plain form (or a CloudEvent, as it was), on one line */
    record Ready(long number, String json) implements Row {}

    /** @param reason one sentence that names the column where one is wrong */
    record Refused(long number, String reason) implements Row {}
}
