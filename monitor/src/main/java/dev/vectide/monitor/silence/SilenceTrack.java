package dev.vectide.monitor.silence;

import dev.vectide.core.config.Durations;
import dev.vectide.core.report.Alert;
import dev.vectide.core.report.Pane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Notices that a stream is silent: that nothing of it has come for the time that the settings name, and for twice its longest
 * pause so far, so that a stream with a rhythm, such as one that rests at night, is told of once and then known.
 *
 * <p>Times are this machine's, milliseconds since the epoch: silence is what no event tells of. Immutable; a step makes the
 * next state.
 *
 * @param lastMs when something last came; {@value #NEVER} before anything has
 * @param longestMs the longest pause that ended
 * @param openedMs when the alert that is firing opened; {@value #NEVER} if none is
 */
public record SilenceTrack(long lastMs, long longestMs, long openedMs) {
    public static final String DETECTOR = "silence";
    private static final long NEVER = 0;

    /** Of a stream that nothing has come of. */
    public static final SilenceTrack NEW = new SilenceTrack(NEVER, 0, NEVER);

    /** Whose silence it is. {@code space} is a qualified name. */
    public record Subject(String stream, String space) {}

    /** The next state, and what is to be told. */
    public record Step(SilenceTrack next, Optional<Alert> alert) {}

    /**
     * Something has come.
     *
     * @param watchedMs since when this process has watched: what was before, nobody saw
     */
    public Step arrived(Subject subject, long nowMs, long watchedMs) {
        if (lastMs == NEVER) {
            return new Step(new SilenceTrack(nowMs, 0, NEVER), Optional.empty());
        }
        long pause = Math.max(0, nowMs - Math.max(lastMs, watchedMs));
        SilenceTrack next = new SilenceTrack(nowMs, Math.max(longestMs, pause), NEVER);
        return new Step(
                next,
                openedMs == NEVER
                        ? Optional.empty()
                        : Optional.of(alert(subject, Alert.State.RESOLVED, openedMs, nowMs, "Events come again.")));
    }

    /** From when on the stream is silent, if nothing comes before. */
    public long dueMs(Duration least, long watchedMs) {
        return Math.max(lastMs, watchedMs) + Math.max(least.toMillis(), 2 * longestMs);
    }

    /** Nothing has come until now. */
    public Step look(Subject subject, Duration least, long nowMs, long watchedMs) {
        if (lastMs == NEVER || openedMs != NEVER || nowMs < dueMs(least, watchedMs)) {
            return new Step(this, Optional.empty());
        }
        String summary = "No event for " + text(nowMs - Math.max(lastMs, watchedMs)) + "; the longest pause before was "
                + text(longestMs) + ".";
        return new Step(
                new SilenceTrack(lastMs, longestMs, nowMs),
                Optional.of(alert(subject, Alert.State.FIRING, nowMs, nowMs, summary)));
    }

    private Alert alert(Subject subject, Alert.State state, long opened, long now, String summary) {
        Instant openedAt = Instant.ofEpochMilli(opened);
        Instant nowAt = Instant.ofEpochMilli(now);
        return new Alert(
                Alert.FORMAT,
                subject.stream() + "/" + subject.space() + "/" + DETECTOR + "/" + openedAt,
                subject.stream(),
                subject.space(),
                DETECTOR,
                state,
                Alert.Severity.WARNING,
                openedAt,
                nowAt,
                state == Alert.State.RESOLVED ? nowAt : null,
                summary,
                new Pane(Instant.ofEpochMilli(lastMs), nowAt, 0, 0),
                Map.of("silent_seconds", (now - lastMs) / 1e3, "longest_pause_seconds", longestMs / 1e3),
                null,
                List.of(),
                List.of());
    }

    /** To the second, and above some minutes to the minute. */
    private static String text(long ms) {
        long seconds = ms / 1000;
        return Durations.format(seconds < 600 ? Duration.ofSeconds(seconds) : Duration.ofMinutes(seconds / 60));
    }
}
