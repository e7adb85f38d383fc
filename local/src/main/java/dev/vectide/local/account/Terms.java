package dev.vectide.local.account;

import dev.vectide.core.event.Content;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an account is judged by. All times are milliseconds since the epoch.
 *
 * @param nowMs when the ends of the topics were taken down
 * @param lateMs how long something may be on its way before it is late
 * @param fromMs events of this event time and later are judged; null is no bound
 * @param toMs events before this event time are judged; null is no bound
 * @param overwrittenMs a record of the vectors topic that has a successor may be compacted away if the successor was appended
 *     by then
 * @param buriedMs a tombstone of the vectors topic may be gone if it was appended by then
 * @param vectorsKeptMs records of the vectors topic appended before may be gone whatever they are; {@link Long#MIN_VALUE} where
 *     the topic is only compacted
 * @param scoresKeptMs scores appended before may be gone
 * @param memory records of a vectors partition over which the encoder tells a retry for sure
 * @param deadLettersOnce false where the encoder delivers at least once, and dead letters may come twice
 * @param elsewhere contents that another space may answer for
 */
public record Terms(
        long nowMs,
        long lateMs,
        @Nullable Long fromMs,
        @Nullable Long toMs,
        long overwrittenMs,
        long buriedMs,
        long vectorsKeptMs,
        long scoresKeptMs,
        long memory,
        boolean deadLettersOnce,
        Predicate<Content> elsewhere) {

    boolean judges(long timeMs) {
        return (fromMs == null || timeMs >= fromMs) && (toMs == null || timeMs < toMs);
    }

    boolean isWhole() {
        return fromMs == null && toMs == null;
    }

    boolean isLate(long sinceMs) {
        return nowMs - sinceMs > lateMs;
    }
}
