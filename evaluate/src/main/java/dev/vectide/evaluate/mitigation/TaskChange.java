package dev.vectide.evaluate.mitigation;

import dev.vectide.evaluate.bootstrap.Interval;

/**
 * One task before and after.
 *
 * @param task its name
 * @param before its score without the transform
 * @param after its score with it
 * @param change after − before, over resamples that both sides share
 */
public record TaskChange(String task, double before, double after, Interval change) {
    /** Whether all of the interval is above 0. */
    public boolean gains() {
        return change.low() > 0;
    }

    /** Whether all of the interval is below 0. */
    public boolean loses() {
        return change.high() < 0;
    }
}
