package dev.vectide.monitor.notify;

import dev.vectide.core.report.Alert;
import java.time.Duration;

/** What the policy hears of. */
public sealed interface NotifierInput {
    /** A record of the alerts topic. */
    record Observed(Alert alert, long offset) implements NotifierInput {}

    /** What was remembered before a restart; comes before all else. */
    record Restored(String receiver, String stream, Memory memory) implements NotifierInput {}

    /**
     * All that was in the topic is observed.
     *
     * @param committed what ended below this offset and was not told then is not told any more
     */
    record CaughtUp(long committed) implements NotifierInput {}

    /** What is settled now, all of it. */
    record Settlement(Settled settled) implements NotifierInput {}

    /** A restart will begin no further back. */
    record Committed(long offset) implements NotifierInput {}

    record Delivered(Notification notification) implements NotifierInput {}

    /**
     * @param forGood another try would fail alike
     * @param retryAfter asked for by the receiver, of everything sent to it; zero if it did not
     * @param jitter from 0 to 1, random
     */
    record Failed(Notification notification, String reason, boolean forGood, Duration retryAfter, double jitter)
            implements NotifierInput {}

    /** Time has passed. */
    record Tick() implements NotifierInput {}
}
