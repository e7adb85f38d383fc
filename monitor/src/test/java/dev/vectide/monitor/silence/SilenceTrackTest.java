package dev.vectide.monitor.silence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.report.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SilenceTrackTest {
    private static final SilenceTrack.Subject SUBJECT = new SilenceTrack.Subject("tickets", "toy-00000000");
    private static final long START = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private static final Duration HOUR = Duration.ofHours(1);

    private SilenceTrack track = SilenceTrack.NEW;
    private long watched = START;

    private static long at(int minutes) {
        return START + Duration.ofMinutes(minutes).toMillis();
    }

    private Optional<Alert> arrives(int minute) {
        SilenceTrack.Step step = track.arrived(SUBJECT, at(minute), watched);
        track = step.next();
        return step.alert();
    }

    private Optional<Alert> look(int minute) {
        SilenceTrack.Step step = track.look(SUBJECT, HOUR, at(minute), watched);
        track = step.next();
        return step.alert();
    }

    @Test
    void aStreamThatStopsIsToldOfOnceAndWhenItIsBack() {
        arrives(0);
        arrives(10);
        assertThat(track.dueMs(HOUR, watched)).isEqualTo(at(70));
        assertThat(look(69)).isEmpty();

        Alert fired = look(70).orElseThrow();
        assertThat(fired.state()).isEqualTo(Alert.State.FIRING);
        assertThat(fired.key()).isEqualTo("tickets/silence");
        assertThat(fired.id()).isEqualTo("tickets/toy-00000000/silence/2026-03-01T13:10:00Z");
        assertThat(fired.summary()).isEqualTo("No event for 1h; the longest pause before was 10m.");
        assertThat(fired.figures()).containsEntry("silent_seconds", 3600.0).containsEntry("longest_pause_seconds", 600.0);
        assertThat(look(500)).isEmpty();

        Alert over = arrives(501).orElseThrow();
        assertThat(over.state()).isEqualTo(Alert.State.RESOLVED);
        assertThat(over.id()).isEqualTo(fired.id());
        assertThat(arrives(502)).isEmpty();
    }

    /** A stream that rests every night is told of in the first. */
    @Test
    void aRhythmIsLearnt() {
        arrives(0);
        assertThat(look(60)).isPresent();
        assertThat(arrives(600)).isPresent();
        assertThat(look(600 + 1199)).isEmpty();
        assertThat(arrives(1200)).isEmpty();
        assertThat(look(1200 + 1200)).isPresent();
    }

    @Test
    void aStreamOfWhichNothingEverCameIsNotMissed() {
        assertThat(look(10_000)).isEmpty();
    }

    @Test
    void whatNobodyWatchedIsNoSilenceAndNoPause() {
        arrives(0);
        watched = at(300);
        assertThat(look(301)).isEmpty();
        assertThat(track.dueMs(HOUR, watched)).isEqualTo(at(360));
        arrives(310);
        assertThat(track.longestMs()).isEqualTo(Duration.ofMinutes(10).toMillis());
    }

    @Test
    void aClockThatGoesBackIsNoPause() {
        arrives(10);
        arrives(5);
        assertThat(track.longestMs()).isZero();
    }
}
