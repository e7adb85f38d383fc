package dev.vectide.core.wire;

import dev.vectide.core.config.VectideConfig;
import java.time.Duration;

/**
 * How large the parts of an event may be.
 *
 * @param maxText bytes of a text in UTF-8
 * @param maxFuture how far ahead of the clock an event's time may be
 */
public record EventLimits(long maxText, Duration maxFuture) {
    public static final int MAX_ID = 512;
    public static final int MAX_ATTRIBUTES = 64;
    public static final int MAX_ATTRIBUTE_NAME = 128;
    public static final int MAX_ATTRIBUTE_VALUE = 8192;
    public static final int MAX_DIMENSION = 65_536;
    public static final int MAX_IMAGE = 8 << 20;

    public static EventLimits of(VectideConfig.Streams streams) {
        return new EventLimits(streams.maxText().bytes(), streams.maxFuture());
    }
}
