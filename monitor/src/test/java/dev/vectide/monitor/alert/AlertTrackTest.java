package dev.vectide.monitor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.report.Alert;
import dev.vectide.core.report.Evidence;
import dev.vectide.core.report.Neighbour;
import dev.vectide.core.report.Pane;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertTrackTest {
    private static final Subject SUBJECT = new Subject("tickets", "toy-00000000", "drift");

    private final AlertTrack track = new AlertTrack();

    private static Pane pane(int t) {
        return new Pane(Instant.ofEpochSecond(60L * t), Instant.ofEpochSecond(60L * (t + 1)), 500, 0);
    }

    /** Of a pane: {@code w} fires a warning, {@code c} a critical one, {@code n} is neither firing nor quiet. */
    private static Verdict verdict(char seen, int t) {
        return new Verdict(
                seen == 'w' || seen == 'c',
                seen == '.',
                seen == 'c' ? Alert.Severity.CRITICAL : Alert.Severity.WARNING,
                "pane " + t,
                Map.of("t", (double) t, "missing", Double.NaN),
                50.0,
                seen == 'w' || seen == 'c' ? List.of(new Evidence("doc-" + t, "text", 1.0, List.of())) : List.of(),
                List.of(t));
    }

    private static char told(Optional<Alert> alert) {
        return alert.map(one -> one.state() == Alert.State.RESOLVED
                        ? 'R'
                        : one.severity() == Alert.Severity.CRITICAL ? 'C' : 'W')
                .orElse('-');
    }

    /**
     * Pane by pane: {@code W} and {@code C} tell of a firing alert by its severity, {@code R} of its end, {@code -} says
     * nothing.
     */
    @ParameterizedTest(name = "resolve-after {0}, min-open {1}: {2} tells {3}")
    @CsvSource({
        // Nothing, for as long as nothing fires.
        "3, 2, .n.n..., -------",
        // Opens once, is told again with every pane, and ends after three quiet ones in a row.
        "3, 2, .w..., -WWWR",
        "3, 2, .ww.w..., -WWWWWWR",
        // A pane that is neither begins the count of quiet ones again, and opens nothing.
        "3, 2, nw..n..., -WWWWWWR",
        // Nothing more after the end; the next incident opens anew.
        "3, 2, w......w..., WWWR---WWWR",
        // Open for the least number of panes, the opening one counted.
        "1, 1, w.w., WRWR",
        "1, 4, w......, WWWR---",
        "1, 0, w., WR",
        "3, 6, w........, WWWWWR---",
        // Severity rises, and stays for the incident; the next one starts low.
        "2, 1, wcw..w.., WCCCRWWR",
        "2, 1, cw..., CCCR-"
    })
    void opensTellsAndResolves(int resolveAfter, int minOpen, String seen, String told) {
        var settings = new VectideConfig.Alerts(resolveAfter, minOpen, 5);
        StringBuilder said = new StringBuilder();
        for (int t = 0; t < seen.length(); t++) {
            said.append(told(track.step(settings, SUBJECT, pane(t), verdict(seen.charAt(t), t))));
        }
        assertThat(said.toString()).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({"3, 2, .ww.c...w..n..., 1", "1, 4, w....wn..., 2"})
    void whatIsWrittenAndReadBackGoesOnAlike(int resolveAfter, int minOpen, String seen, int every) throws IOException {
        var settings = new VectideConfig.Alerts(resolveAfter, minOpen, 5);
        AlertTrack restored = new AlertTrack();
        for (int t = 0; t < seen.length(); t++) {
            if (t % every == 0) {
                restored = copy(restored);
            }
            Verdict verdict = verdict(seen.charAt(t), t);
            assertThat(restored.step(settings, SUBJECT, pane(t), verdict))
                    .isEqualTo(track.step(settings, SUBJECT, pane(t), verdict));
        }
    }

    private static AlertTrack copy(AlertTrack track) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        track.write(new DataOutputStream(bytes));
        return AlertTrack.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    private List<Alert> tell(String seen) {
        List<Alert> alerts = new ArrayList<>();
        for (int t = 0; t < seen.length(); t++) {
            track.step(new VectideConfig.Alerts(3, 2, 5), SUBJECT, pane(t), verdict(seen.charAt(t), t))
                    .ifPresent(alerts::add);
        }
        return alerts;
    }

    @Test
    void anIncidentKeepsItsIdAndItsOpeningTime() {
        List<Alert> alerts = tell(".w.w...");

        assertThat(alerts).extracting(Alert::id).containsOnly("tickets/toy-00000000/drift/1970-01-01T00:02:00Z");
        assertThat(alerts).extracting(Alert::openedAt).containsOnly(pane(1).end());
        assertThat(alerts).extracting(Alert::updatedAt)
                .containsExactly(pane(1).end(), pane(2).end(), pane(3).end(), pane(4).end(), pane(5).end(), pane(6).end());
        assertThat(alerts.get(5).resolvedAt()).isEqualTo(pane(6).end());
        assertThat(alerts.get(4).resolvedAt()).isNull();
    }

    @Test
    void evidenceIsThatOfTheLastPaneThatFiredAndFiguresAreOfTheNewest() {
        Alert last = tell("w.w...").get(5);

        assertThat(last.evidence()).extracting(Evidence::id).containsExactly("doc-2");
        assertThat(last.dimensions()).containsExactly(2);
        assertThat(last.summary()).isEqualTo("Over after 6 panes: pane 2");
        assertThat(last.figures()).containsExactly(Map.entry("t", 5.0));
        assertThat(last.promisedRunLength()).isEqualTo(50);
    }

    @Test
    void aDeletedDocumentLeavesTheEvidence() {
        tell("w.");
        assertThat(track.shows("doc-0")).isTrue();

        track.forget(Set.of("doc-0"));

        assertThat(track.shows("doc-0")).isFalse();
        assertThat(tell(".")).singleElement().satisfies(alert -> assertThat(alert.evidence()).isEmpty());
    }

    @Test
    void aDeletedDocumentIsNoNeighbourOfTheEvidence() {
        List<Neighbour> near = List.of(new Neighbour("gone", 0.9, "text"), new Neighbour("stays", 0.8, null));

        assertThat(AlertTrack.without(near, Set.of("gone"))).extracting(Neighbour::id).containsExactly("stays");
    }
}
