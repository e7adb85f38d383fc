package dev.vectide.monitor.pane;

import java.io.DataOutput;
import java.io.IOException;

/** What a monitor gathers of one pane: filled in any order, and joined with what comes after it. */
public interface PaneContent<P> {
    /** Vectors that count towards the least number a report needs. */
    long n();

    /** Adds what {@code later} holds. */
    void merge(P later);

    void write(DataOutput out) throws IOException;
}
