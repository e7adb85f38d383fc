package dev.vectide.evaluate.bootstrap;

/**
 * A figure and between what its resamples lie.
 *
 * @param value of the items themselves
 * @param low lower end of the percentile interval
 * @param high upper end
 */
public record Interval(double value, double low, double high) {
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("an interval from " + low + " to " + high);
        }
    }
}
