package dev.vectide.monitor.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.canary.CanaryRound;
import dev.vectide.core.report.Alert;
import dev.vectide.core.space.Fingerprint;
import org.junit.jupiter.api.Test;

/** What is told of the rounds that come, one after the other. */
class CanaryTrackTest {
    private static final Fingerprint SPACE = Fingerprint.of(new byte[32]);

    private final CanaryTrack track = new CanaryTrack();
    private Alert open;

    private Alert round(String instance, int minute, double noise) {
        CanaryRound round = Rounds.of(SPACE, instance, minute, noise);
        track.take(CanaryRound.key(instance), round);
        Alert told = track.worst()
                .flatMap(worst -> CanaryAlert.next("tickets", "toy-00000000", worst, open))
                .orElse(null);
        if (told != null) {
            open = told.state() == Alert.State.FIRING ? told : null;
        }
        return told;
    }

    private void reference() {
        track.take(CanaryRound.REFERENCE, Rounds.of(SPACE, "0", 0, 0));
    }

    @Test
    void nothingIsToldWhileNothingChanges() {
        assertThat(round("0", 0, 0)).isNull();
        reference();
        assertThat(round("0", 1, 0)).isNull();
        assertThat(round("0", 2, 1e-4)).isNull();
    }

    @Test
    void aChangeIsToldAndItsEnd() {
        reference();
        Alert fired = round("0", 1, 0.1);
        assertThat(fired.state()).isEqualTo(Alert.State.FIRING);
        assertThat(fired.severity()).isEqualTo(Alert.Severity.WARNING);
        assertThat(fired.key()).isEqualTo("tickets/canary");
        assertThat(fired.id()).isEqualTo("tickets/toy-00000000/canary/2026-03-01T12:01:00Z");
        assertThat(fired.summary()).startsWith("The encoder changed: ").endsWith("on gpu where it was cpu.");
        assertThat(fired.figures()).containsOnlyKeys("mean_cosine", "min_cosine", "overlap_at_10");
        assertThat(fired.evidence()).hasSize(5).first().satisfies(worst -> {
            assertThat(worst.text()).startsWith("text ");
            assertThat(worst.figure()).isEqualTo(fired.figures().get("min_cosine"));
        });

        Alert worse = round("0", 2, 2);
        assertThat(worse.id()).isEqualTo(fired.id());
        assertThat(worse.severity()).isEqualTo(Alert.Severity.CRITICAL);
        assertThat(round("0", 3, 0.1).severity()).isEqualTo(Alert.Severity.CRITICAL);

        Alert over = round("0", 4, 0);
        assertThat(over.id()).isEqualTo(fired.id());
        assertThat(over.state()).isEqualTo(Alert.State.RESOLVED);
        assertThat(over.openedAt()).isEqualTo(fired.openedAt());
        assertThat(round("0", 5, 0)).isNull();
    }

    /** What a restart sees again is not told again. */
    @Test
    void aRoundIsToldOnce() {
        reference();
        assertThat(round("0", 1, 1)).isNotNull();
        assertThat(round("0", 1, 1)).isNull();
    }

    @Test
    void oneOfSeveralEncodersThatChangedIsEnough() {
        reference();
        assertThat(round("0", 1, 0)).isNull();
        assertThat(round("1", 1, 1).state()).isEqualTo(Alert.State.FIRING);
        round("0", 2, 0);
        assertThat(open).isNotNull();
        assertThat(round("1", 3, 0).state()).isEqualTo(Alert.State.RESOLVED);
    }

    @Test
    void anEncoderThatIsForgottenNoLongerCounts() {
        reference();
        round("1", 1, 1);
        track.forget(CanaryRound.key("1"));
        assertThat(round("0", 2, 0).state()).isEqualTo(Alert.State.RESOLVED);
    }
}
