package dev.vectide.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.report.Alert;
import dev.vectide.core.report.Pane;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertOrderTest {
    @Test
    void incidentsOneAfterTheOtherAreInOrder() {
        AlertOrder order = AlertOrder.of(
                List.of(firing("a", 1), firing("a", 2), resolved("a", 3), firing("b", 5), resolved("b", 6), firing("c", 9)));

        assertThat(order.doubled()).isEmpty();
        assertThat(order.broken()).isEmpty();
        assertThat(order.incidents()).isEqualTo(3);
    }

    @Test
    void whatIsToldTwiceIsNamed() {
        AlertOrder order = AlertOrder.of(List.of(firing("a", 1), firing("a", 1), resolved("a", 2), resolved("a", 2)));

        assertThat(order.doubled())
                .containsExactly(
                        "a FIRING at 1970-01-01T00:00:01Z is told twice", "a RESOLVED at 1970-01-01T00:00:02Z is told twice");
        assertThat(order.broken()).isEmpty();
    }

    @Test
    void aSecondIncidentBesideAnOpenOneIsNamed() {
        AlertOrder order = AlertOrder.of(List.of(firing("a", 1), firing("b", 2)));

        assertThat(order.broken()).containsExactly("b FIRING at 1970-01-01T00:00:02Z comes while a is open");
    }

    @Test
    void anEndWithoutABeginningAndWhatComesAfterAnEndAreNamed() {
        AlertOrder order = AlertOrder.of(List.of(resolved("a", 1), firing("a", 2)));

        assertThat(order.broken())
                .containsExactly(
                        "a RESOLVED at 1970-01-01T00:00:01Z was never open",
                        "a FIRING at 1970-01-01T00:00:02Z comes after its end");
    }

    @Test
    void whatGoesBackInTimeIsNamed() {
        AlertOrder order = AlertOrder.of(List.of(firing("a", 5), firing("a", 4)));

        assertThat(order.broken())
                .containsExactly("a FIRING at 1970-01-01T00:00:04Z is older than what was told before, 1970-01-01T00:00:05Z");
    }

    private static Alert firing(String id, long second) {
        return alert(id, second, false);
    }

    private static Alert resolved(String id, long second) {
        return alert(id, second, true);
    }

    private static Alert alert(String id, long second, boolean over) {
        Instant at = Instant.ofEpochSecond(second);
        return new Alert(
                Alert.FORMAT, id, "tickets", "toy-00000000", "drift", over ? Alert.State.RESOLVED : Alert.State.FIRING,
                Alert.Severity.WARNING, at, at, over ? at : null, "something", new Pane(at, at.plusSeconds(1), 1, 0), Map.of(),
                null, List.of(), List.of());
    }
}
