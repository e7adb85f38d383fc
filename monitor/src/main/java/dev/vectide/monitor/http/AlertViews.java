package dev.vectide.monitor.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.report.Alert;
import dev.vectide.core.wire.Json;
import dev.vectide.monitor.notify.Mute;
import dev.vectide.monitor.notify.Settled;
import dev.vectide.monitor.reports.ReportBook;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Alerts as the doors show them: as on the topic, and beside it, for those that fire, why nobody is told of them:
 * {@code acknowledged}, {@code silenced}, {@code inhibitedBy}.
 *
 * <p>Safe for concurrent use.
 */
public final class AlertViews {
    private final ReportBook book;
    private final Supplier<Settled> settled;
    private final Clock clock;

    /** @param settled what is settled now */
    public AlertViews(ReportBook book, Supplier<Settled> settled, Clock clock) {
        this.book = book;
        this.settled = settled;
        this.clock = clock;
    }

    /** @param shown which streams' */
    List<ObjectNode> all(Predicate<String> shown) {
        List<Alert> alerts = book.alerts();
        List<ObjectNode> views = new ArrayList<>();
        alerts.stream().filter(alert -> shown.test(alert.stream())).forEach(alert -> views.add(view(alert, alerts)));
        return views;
    }

    ObjectNode of(Alert alert) {
        return view(alert, book.alerts());
    }

    Optional<Alert> find(String id) {
        return book.alerts().stream().filter(alert -> alert.id().equals(id)).findFirst();
    }

    private ObjectNode view(Alert alert, List<Alert> all) {
        ObjectNode view = Json.MAPPER.valueToTree(alert);
        if (alert.state() == Alert.State.FIRING) {
            view.setAll((ObjectNode) Json.MAPPER.valueToTree(Mute.of(alert, all, settled.get(), clock.instant())));
        }
        return view;
    }
}
