package dev.vectide.monitor.notify;

import dev.vectide.core.report.Alert;
import dev.vectide.monitor.notify.Notification.Change;
import dev.vectide.monitor.notify.Notification.Item;
import dev.vectide.monitor.notify.NotifierState.Group;
import dev.vectide.monitor.notify.NotifierState.Towards;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is told to whom, and when. A receiver is told of an incident once that it fires, again after {@link Pace#repeat} and
 * when its severity rises, and once that it is over, if it was told that it fires. News of one stream are told together.
 * What is acknowledged, silenced, inhibited or cooling down is not told; the end of what was told always is.
 */
public final class NotifierPolicy {
    private final Retry retry;

    public NotifierPolicy(Retry retry) {
        this.retry = retry;
    }

    /** Takes in one input; what is to be done now, in this order. Only a {@link NotifierInput.Tick} sends. */
    public List<NotifierAction> observe(NotifierState state, NotifierInput input, Instant now) {
        List<NotifierAction> actions = new ArrayList<>();
        if (input instanceof NotifierInput.Observed observed) {
            hear(state, observed.alert(), observed.offset());
        } else if (input instanceof NotifierInput.Restored restored) {
            restore(state, restored);
        } else if (input instanceof NotifierInput.CaughtUp caughtUp) {
            state.committed = caughtUp.committed();
            endWhatIsNotKnown(state, now);
        } else if (input instanceof NotifierInput.Settlement settlement) {
            state.settled = settlement.settled();
        } else if (input instanceof NotifierInput.Committed committed) {
            state.committed = committed.offset();
        } else if (input instanceof NotifierInput.Delivered delivered) {
            delivered(state, delivered.notification(), now, actions);
        } else if (input instanceof NotifierInput.Failed failed) {
            failed(state, failed, now, actions);
        } else {
            plan(state, now);
            forget(state, now, actions);
            send(state, now, actions);
        }
        return actions;
    }

    /** A restart from here would tell all that has yet to be told: nothing from this offset on may be committed. */
    public OptionalLong firstUntold(NotifierState state, Instant now) {
        return state.incidents().stream()
                .filter(incident -> state.receivers.values().stream()
                        .anyMatch(towards -> isOwed(state, towards, incident, now)))
                .mapToLong(Incident::offset)
                .min();
    }

    /** Incidents that somebody has yet to be told of. */
    public long owed(NotifierState state, Instant now) {
        return state.incidents().stream()
                .filter(incident -> state.receivers.values().stream()
                        .anyMatch(towards -> isOwed(state, towards, incident, now)))
                .count();
    }

    private static boolean isOwed(NotifierState state, Towards towards, Incident incident, Instant now) {
        Group group = towards.groups.get(incident.newest().stream());
        boolean sending = group != null && group.open != null && group.open.tells(incident.id());
        return sending || !new Judgement(state, towards.receiver, group, now).of(incident).isEmpty();
    }

    private static void hear(NotifierState state, Alert alert, long offset) {
        String id = state.partOf.getOrDefault(alert.id(), alert.id());
        Incident known = state.incident(id);
        if (known != null) {
            state.put(known.with(alert, offset));
            return;
        }
        Optional<Incident> open = alert.state() == Alert.State.RESOLVED
                ? Optional.empty()
                : state.incidentsOf(alert.stream()).stream()
                        .filter(one -> one.firing() && one.sameAs(alert))
                        .findFirst();
        if (open.isPresent()) {
            state.partOf.put(alert.id(), open.get().id());
            state.put(open.get().with(alert, offset));
        } else {
            state.put(Incident.of(alert, offset));
        }
    }

    private static void restore(NotifierState state, NotifierInput.Restored restored) {
        Towards towards = state.receivers.get(restored.receiver());
        if (towards != null) {
            Group group = towards.group(restored.stream());
            group.flushedAt = restored.memory().flushedAt();
            group.told.putAll(restored.memory().told());
        }
    }

    /** Compaction or age may have taken the end of an incident from the topic while nobody was told of it. */
    private static void endWhatIsNotKnown(NotifierState state, Instant now) {
        for (Towards towards : state.receivers.values()) {
            for (Group group : towards.groups.values()) {
                for (Told told : group.told.values()) {
                    if (told.state() == Told.State.FIRING
                            && !state.knows(told.alert().id())) {
                        Alert end = told.alert().resolved(now, "Not heard of any more: " + told.alert().summary());
                        state.put(new Incident(end, told.alert(), state.committed, end.openedAt()));
                    }
                }
            }
        }
    }

    /** Puts together the messages that are due. */
    private static void plan(NotifierState state, Instant now) {
        for (Incident incident : state.incidents()) {
            for (Towards towards : state.receivers.values()) {
                if (towards.receiver.hears(incident.fired())) {
                    towards.group(incident.newest().stream());
                }
            }
        }
        for (Towards towards : state.receivers.values()) {
            towards.groups.forEach((stream, group) -> plan(state, towards.receiver, stream, group, now));
        }
    }

    private static void plan(NotifierState state, Receiver receiver, String stream, Group group, Instant now) {
        if (group.open != null) {
            return;
        }
        Judgement judgement = new Judgement(state, receiver, group, now);
        List<Item> items = new ArrayList<>();
        for (Incident incident : state.incidentsOf(stream)) {
            items.addAll(judgement.of(incident));
            judgement.passedOver(incident).ifPresent(told -> group.told.put(incident.id(), told));
        }
        boolean news = items.stream().anyMatch(item -> item.change() != Change.REPEATED);
        group.waitingSince = !news ? null : group.waitingSince == null ? now : group.waitingSince;
        if (items.isEmpty() || (group.waitingSince != null && now.isBefore(due(receiver.pace(), group)))) {
            return;
        }
        group.open = Notification.of(receiver.name(), stream, items, firingAfter(group, items));
        group.failed = 0;
        group.nextTry = now;
        group.waitingSince = null;
    }

    private static Instant due(Pace pace, Group group) {
        Instant due = Objects.requireNonNull(group.waitingSince).plus(pace.patience());
        Instant next = group.flushedAt == null ? due : group.flushedAt.plus(pace.interval());
        return next.isAfter(due) ? next : due;
    }

    private static List<String> firingAfter(Group group, List<Item> items) {
        List<String> firing = new ArrayList<>();
        group.told.forEach((id, told) -> {
            if (told.state() == Told.State.FIRING) {
                firing.add(id);
            }
        });
        for (Item item : items) {
            firing.remove(item.alert().id());
            if (item.change() != Change.RESOLVED) {
                firing.add(item.alert().id());
            }
        }
        return firing;
    }

    /** One message at a time to a receiver, the one that waits longest first. */
    private static void send(NotifierState state, Instant now, List<NotifierAction> actions) {
        for (Towards towards : state.receivers.values()) {
            if (towards.calling != null || now.isBefore(towards.pausedUntil)) {
                continue;
            }
            towards.groups.entrySet().stream()
                    .filter(entry -> entry.getValue().open != null && !now.isBefore(entry.getValue().nextTry))
                    .min(Map.Entry.comparingByValue((one, other) -> one.nextTry.compareTo(other.nextTry)))
                    .ifPresent(entry -> {
                        towards.calling = entry.getKey();
                        actions.add(new NotifierAction.Send(Objects.requireNonNull(entry.getValue().open)));
                    });
        }
    }

    private static void delivered(
            NotifierState state, Notification notification, Instant now, List<NotifierAction> actions) {
        Group group = answered(state, notification);
        if (group == null) {
            return;
        }
        Towards towards = Objects.requireNonNull(state.receivers.get(notification.receiver()));
        for (Item item : notification.items()) {
            boolean over = item.change() == Change.RESOLVED;
            tell(group, item, over ? Told.State.RESOLVED : Told.State.FIRING, now);
        }
        close(towards, notification, group, now, actions);
    }

    private void failed(
            NotifierState state, NotifierInput.Failed failed, Instant now, List<NotifierAction> actions) {
        Notification notification = failed.notification();
        Group group = answered(state, notification);
        if (group == null) {
            return;
        }
        Towards towards = Objects.requireNonNull(state.receivers.get(notification.receiver()));
        if (!failed.retryAfter().isZero()) {
            towards.pausedUntil = now.plus(retry.pause(1, 0, failed.retryAfter()));
        }
        group.failed++;
        if (!failed.forGood() && group.failed < retry.tries()) {
            group.nextTry = now.plus(retry.pause(group.failed, failed.jitter(), failed.retryAfter()));
            return;
        }
        String reason = notification.receiver() + " could not be told after " + group.failed
                + (group.failed == 1 ? " try: " : " tries: ") + failed.reason();
        for (Item item : notification.items()) {
            giveUp(state, towards, group, item, reason, now, actions);
        }
        close(towards, notification, group, now, actions);
    }

    private static void giveUp(
            NotifierState state,
            Towards towards,
            Group group,
            Item item,
            String reason,
            Instant now,
            List<NotifierAction> actions) {
        Told before = group.told.get(item.alert().id());
        // Who is told every minute is not given up every minute.
        boolean again = towards.receiver.pace().keepsAlive()
                && (item.change() == Change.REPEATED || (before != null && before.state() == Told.State.GAVE_UP));
        if (!again) {
            Incident incident = state.incident(item.alert().id());
            long offset = incident == null ? -1 : incident.offset();
            actions.add(new NotifierAction.DeadLetter(towards.receiver.name(), item, offset, reason));
        }
        switch (item.change()) {
            case OPENED -> tell(group, item, Told.State.GAVE_UP, now);
            case WORSE, REPEATED -> tell(group, item, Told.State.FIRING, now);
            case RESOLVED -> tell(group, item, Told.State.RESOLVED, now);
        }
    }

    private static void tell(Group group, Item item, Told.State state, Instant now) {
        group.told.put(item.alert().id(), new Told(state, now, item.count(), item.alert().withoutEvidence()));
    }

    private static void close(
            Towards towards, Notification notification, Group group, Instant now, List<NotifierAction> actions) {
        group.open = null;
        group.flushedAt = now;
        boolean news = notification.items().stream().anyMatch(item -> item.change() != Change.REPEATED);
        if (news || !towards.receiver.pace().keepsAlive()) {
            actions.add(new NotifierAction.Remember(towards.receiver.name(), notification.stream(), group.memory()));
        }
    }

    /** The group whose message it is; null if it is none that is waited for. */
    private static @Nullable Group answered(NotifierState state, Notification notification) {
        Towards towards = state.receivers.get(notification.receiver());
        if (towards == null || !notification.stream().equals(towards.calling)) {
            return null;
        }
        towards.calling = null;
        Group group = towards.groups.get(notification.stream());
        return group == null || group.open == null || !group.open.key().equals(notification.key()) ? null : group;
    }

    /** What is over, told and behind a restart's beginning is of no use any more. */
    private static void forget(NotifierState state, Instant now, List<NotifierAction> actions) {
        state.removeIf(incident -> !incident.firing()
                && incident.offset() < state.committed
                && state.receivers.values().stream().noneMatch(towards -> isOwed(state, towards, incident, now)));
        state.partOf.values().removeIf(id -> !state.knows(id));
        for (Towards towards : state.receivers.values()) {
            towards.groups.forEach((stream, group) -> {
                boolean some = !group.memory().told().isEmpty();
                group.told.values().removeIf(told -> !state.knows(told.alert().id())
                        && told.state() != Told.State.FIRING
                        && !isCooling(told, towards.receiver, now));
                if (some && group.open == null && group.memory().told().isEmpty()) {
                    actions.add(new NotifierAction.Remember(towards.receiver.name(), stream, new Memory(null, Map.of())));
                }
            });
            // One whose next message would be too early for the last one is kept for its time.
            towards.groups.values().removeIf(group -> group.told.isEmpty()
                    && group.open == null
                    && group.waitingSince == null
                    && (group.flushedAt == null
                            || now.isAfter(group.flushedAt.plus(towards.receiver.pace().interval()))));
        }
    }

    static boolean isCooling(Told told, Receiver receiver, Instant now) {
        return told.state() == Told.State.RESOLVED && now.isBefore(told.at().plus(receiver.pace().coolDown()));
    }
}
