package dev.vectide.monitor.notify;

import dev.vectide.core.report.Alert;
import dev.vectide.monitor.notify.Notification.Change;
import dev.vectide.monitor.notify.Notification.Item;
import dev.vectide.monitor.notify.NotifierState.Group;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a receiver should be told of an incident now, if it were told at once. */
final class Judgement {
    private final NotifierState state;
    private final Receiver receiver;
    private final @Nullable Group group;
    private final Instant now;

    Judgement(NotifierState state, Receiver receiver, @Nullable Group group, Instant now) {
        this.state = state;
        this.receiver = receiver;
        this.group = group;
        this.now = now;
    }

    List<Item> of(Incident incident) {
        Told told = told(incident);
        if (incident.firing()) {
            return whileFiring(incident.newest(), told);
        }
        if (told == null) {
            return isPast(incident) || isHeldBack(incident.fired())
                    ? List.of()
                    : List.of(item(Change.OPENED, 1, incident.fired()), item(Change.RESOLVED, 1, incident.newest()));
        }
        return told.state() == Told.State.FIRING
                ? List.of(item(Change.RESOLVED, told.count(), incident.newest()))
                : List.of();
    }

    /** That it is not to be told at all: it ended while it was held back. */
    Optional<Told> passedOver(Incident incident) {
        if (incident.firing() || told(incident) != null || isPast(incident) || !isHeldBack(incident.fired())) {
            return Optional.empty();
        }
        return Optional.of(new Told(Told.State.PASSED_OVER, now, 0, incident.newest().withoutEvidence()));
    }

    private List<Item> whileFiring(Alert alert, @Nullable Told told) {
        if (told == null) {
            return isHeldBack(alert) ? List.of() : List.of(item(Change.OPENED, 1, alert));
        }
        boolean again = !now.isBefore(told.at().plus(receiver.pace().repeat()));
        if (told.state() == Told.State.GAVE_UP) {
            return again && !isHeldBack(alert) ? List.of(item(Change.OPENED, told.count() + 1, alert)) : List.of();
        }
        if (told.state() != Told.State.FIRING) {
            return List.of();
        }
        boolean mute = isMute(alert);
        if (!mute && alert.severity().compareTo(told.alert().severity()) > 0) {
            return List.of(item(Change.WORSE, told.count() + 1, alert));
        }
        return again && (!mute || receiver.pace().keepsAlive())
                ? List.of(item(Change.REPEATED, told.count() + 1, alert.as(told.alert().severity())))
                : List.of();
    }

    private Item item(Change change, int count, Alert alert) {
        Told told = group == null ? null : group.told.get(alert.id());
        return new Item(change, count, alert, told == null ? alert.severity() : told.alert().severity());
    }

    private @Nullable Told told(Incident incident) {
        return group == null ? null : group.told.get(incident.id());
    }

    /** Over before the notifier's time. */
    private boolean isPast(Incident incident) {
        return incident.offset() < state.committed;
    }

    private boolean isHeldBack(Alert alert) {
        return !receiver.hears(alert) || isMute(alert) || isCoolingDown(alert);
    }

    private boolean isMute(Alert alert) {
        return Mute.of(
                        alert,
                        state.incidentsOf(alert.stream()).stream().map(Incident::newest).toList(),
                        state.settled,
                        now)
                .isMute();
    }

    private boolean isCoolingDown(Alert alert) {
        return group != null
                && group.told.values().stream()
                        .filter(Objects::nonNull)
                        .anyMatch(told -> Incident.isSame(told.alert(), alert)
                                && !told.alert().id().equals(alert.id())
                                && NotifierPolicy.isCooling(told, receiver, now));
    }
}
