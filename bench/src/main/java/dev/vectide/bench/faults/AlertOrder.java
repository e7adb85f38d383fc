package dev.vectide.bench.faults;

import dev.vectide.core.report.Alert;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is wrong with the order in which alerts were told: of each stream, space and detector one incident at a time, which
 * opens, may be told again of later panes, and ends once; nothing is told twice.
 */
final class AlertOrder {
    private final Map<String, String> open = new HashMap<>();
    private final Map<String, Alert> last = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private final List<String> doubled = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    /** @param alerts as the topic has them */
    static AlertOrder of(List<Alert> alerts) {
        AlertOrder order = new AlertOrder();
        alerts.forEach(order::next);
        return order;
    }

    private void next(Alert alert) {
        String track = alert.space() + " " + alert.key();
        String what = alert.id() + " " + alert.state() + " at " + alert.updatedAt();
        Alert before = last.put(alert.id(), alert);
        if (before != null && before.state() == alert.state() && before.updatedAt().equals(alert.updatedAt())) {
            doubled.add(what + " is told twice");
            return;
        }
        if (ended.contains(alert.id())) {
            broken.add(what + " comes after its end");
            return;
        }
        String now = open.get(track);
        if (now != null && !now.equals(alert.id())) {
            broken.add(what + " comes while " + now + " is open");
        }
        if (before != null && alert.updatedAt().isBefore(before.updatedAt())) {
            broken.add(what + " is older than what was told before, " + before.updatedAt());
        }
        if (alert.state() == Alert.State.RESOLVED) {
            if (before == null) {
                broken.add(what + " was never open");
            }
            open.remove(track);
            ended.add(alert.id());
        } else {
            open.put(track, alert.id());
        }
    }

    /** Told twice. */
    List<String> doubled() {
        return doubled;
    }

    /** Told in an order that no incident has. */
    List<String> broken() {
        return broken;
    }

    /** Incidents so far. */
    int incidents() {
        return last.size();
    }
}
