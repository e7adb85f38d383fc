package dev.vectide.monitor.flink;

import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Precision;
import dev.vectide.core.space.Space;

/** A space that no model stands behind. */
public final class TestSpace {
    public static final int DIMENSION = 16;
    public static final Space SPACE = new Space(
            "toy", "0".repeat(64), "1".repeat(64), Pooling.MEAN, "", "", 64, DIMENSION, true, Precision.FULL);

    private TestSpace() {}
}
