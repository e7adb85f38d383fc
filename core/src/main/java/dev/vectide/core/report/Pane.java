package dev.vectide.core.report;

import java.time.Instant;

/**
 * A span of a stream's event time.
 *
 * @param start inclusive
 * @param end exclusive
 * @param n live vectors in it, repeats left out
 * @param late live vectors that came too late for their own pane and were left out since the last report
 */
public record Pane(Instant start, Instant end, long n, long late) {}
