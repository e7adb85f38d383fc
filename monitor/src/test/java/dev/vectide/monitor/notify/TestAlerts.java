package dev.vectide.monitor.notify;

import dev.vectide.core.report.Alert;
import dev.vectide.core.report.Pane;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Alerts of a space called toy. */
public final class TestAlerts {
    public static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private TestAlerts() {}

    /** The n-th incident of a detector on a stream. */
    public static Alert firing(String stream, String detector, int n) {
        Instant opened = T0.plusSeconds(60L * n);
        return new Alert(
                1, stream + "/toy-00000000/" + detector + "/" + opened, stream, "toy-00000000", detector, Alert.State.FIRING,
                Alert.Severity.WARNING, opened, opened.plusSeconds(60), null, detector + " of " + stream + " moved.",
                new Pane(opened, opened.plusSeconds(60), 500, 0), Map.of("evidence", 2e4), 10080.0, List.of(), List.of(3));
    }

    public static Alert resolved(String stream, String detector, int n) {
        Alert firing = firing(stream, detector, n);
        return firing.resolved(firing.updatedAt().plusSeconds(600), "Over.");
    }

    public static Silence silence(String stream, Instant until) {
        return new Silence("quiet-" + stream, stream, null, null, null, "eve", T0, until, "maintenance");
    }
}
