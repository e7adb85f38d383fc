package dev.vectide.monitor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.report.Alert;
import dev.vectide.core.report.Evidence;
import dev.vectide.core.report.Pane;
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
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Subject SUBJECT = new Subject("tickets", "toy-00000000", "drift");

    private final AlertTrack track = new AlertTrack();
    private int panes;

    private Optional<Alert> step(VectideConfig.Alerts settings, boolean firing, boolean quiet, Alert.Severity severity) {
        Instant from = START.plusSeconds(60L * panes++);
        Evidence evidence = new Evidence("doc-" + panes, "text", 0.5, List.of());
        Verdict verdict = new Verdict(firing, quiet, severity, "pane " + panes, Map.of("figure", (double) panes, "nan", Double.NaN),
                100.0, firing ? List.of(evidence) : List.of(), firing ? List.of(panes) : List.of());
        return track.step(settings, SUBJECT, new Pane(from, from.plusSeconds(60), 500, 0), verdict);
    }

    /** F fires, q is quiet, - is neither; told: o nothing, F firing, R resolved. Two quiet panes end it, three open it must be. */
    @ParameterizedTest
    @CsvSource({
        "qqqq,     oooo",
        "--q-,     oooo",
        "F,        F",
        "Fqq,      FFR",
        "FFqq,     FFFR",
        "Fq-qq,    FFFFR",
        "FqFqq,    FFFFR",
        "Fqqqq,    FFRoo",
        "FqqF,     FFRF",
        "F---,     FFFF",
    })
    void opensStaysAndEnds(String verdicts, String told) {
        VectideConfig.Alerts settings = new VectideConfig.Alerts(2, 3, 5);
        StringBuilder said = new StringBuilder();
        for (char verdict : verdicts.toCharArray()) {
            Optional<Alert> alert = step(settings, verdict == 'F', verdict == 'q', Alert.Severity.WARNING);
            said.append(alert.map(one -> one.state() == Alert.State.FIRING ? "F" : "R").orElse("o"));
        }
        assertThat(said).hasToString(told);
    }

    @Test
    void quietPanesDoNotEndWhatHasNotBeenOpenLongEnough() {
        VectideConfig.Alerts settings = new VectideConfig.Alerts(1, 4, 5);
        assertThat(step(settings, true, false, Alert.Severity.WARNING)).get().extracting(Alert::state).isEqualTo(Alert.State.FIRING);
        assertThat(step(settings, false, true, Alert.Severity.WARNING)).get().extracting(Alert::state).isEqualTo(Alert.State.FIRING);
        assertThat(step(settings, false, true, Alert.Severity.WARNING)).get().extracting(Alert::state).isEqualTo(Alert.State.FIRING);
        assertThat(step(settings, false, true, Alert.Severity.WARNING)).get().extracting(Alert::state).isEqualTo(Alert.State.RESOLVED);
    }

    @Test
    void oneIncidentHasOneIdAndOneBegin() {
        VectideConfig.Alerts settings = new VectideConfig.Alerts(2, 1, 5);
        List<Alert> told = new ArrayList<>();
        for (char verdict : "FFqqFqq".toCharArray()) {
            step(settings, verdict == 'F', verdict == 'q', Alert.Severity.WARNING).ifPresent(told::add);
        }
        assertThat(told.subList(0, 4)).extracting(Alert::id).containsOnly(told.get(0).id());
        assertThat(told.subList(0, 4)).extracting(Alert::openedAt).containsOnly(START.plusSeconds(60));
        assertThat(told.get(3).resolvedAt()).isEqualTo(START.plusSeconds(240));
        assertThat(told.get(4).id()).isNotEqualTo(told.get(0).id());
        assertThat(told.get(0).figures()).containsOnlyKeys("figure");
        assertThat(told.get(0).promisedRunLength()).isEqualTo(100.0);
    }

    @Test
    void severityOnlyRisesAndEvidenceIsThatOfTheLastFiring() {
        VectideConfig.Alerts settings = new VectideConfig.Alerts(3, 1, 5);
        step(settings, true, false, Alert.Severity.WARNING);
        step(settings, true, false, Alert.Severity.CRITICAL);
        step(settings, true, false, Alert.Severity.WARNING);
        Alert alert = step(settings, false, true, Alert.Severity.WARNING).orElseThrow();

        assertThat(alert.severity()).isEqualTo(Alert.Severity.CRITICAL);
        assertThat(alert.evidence()).extracting(Evidence::id).containsExactly("doc-3");
        assertThat(alert.dimensions()).containsExactly(3);
        assertThat(alert.summary()).isEqualTo("pane 3");
        assertThat(track.shows("doc-3")).isTrue();
        track.forget(Set.of("doc-3"));
        assertThat(track.shows("doc-3")).isFalse();
    }
}
