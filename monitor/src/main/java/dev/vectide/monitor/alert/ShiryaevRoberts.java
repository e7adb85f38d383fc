package dev.vectide.monitor.alert;

/**
 * The Shiryaev-Roberts e-detector (Shin, Ramdas, Rinaldo 2024): R ← (1 + R)·e. If, without a change, every e-value has
 * mean at most 1 given the past, then the mean number of panes until R reaches c is at least c.
 */
public final class ShiryaevRoberts {
    private static final double CEILING = 1e300;

    private ShiryaevRoberts() {}

    /** R after one more e-value. */
    public static double next(double r, double e) {
        return Math.min(CEILING, (1 + r) * e);
    }
}
