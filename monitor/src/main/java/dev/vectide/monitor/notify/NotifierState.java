package dev.vectide.monitor.notify;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the notifier knows. Owned by whoever calls the policy.
 */
public final class NotifierState {
    /** By id, in the order in which they were heard of. */
    private final Map<String, Incident> incidents = new LinkedHashMap<>();
    /** The same by stream; null after a change. */
    private @Nullable Map<String, List<Incident>> byStream;

    /** Ids of incidents that are part of others, to the others' ids. */
    final Map<String, String> partOf = new HashMap<>();

    final Map<String, Towards> receivers = new LinkedHashMap<>();
    Settled settled = Settled.NOTHING;
    long committed;

    public NotifierState(Iterable<Receiver> receivers) {
        receivers.forEach(receiver -> this.receivers.put(receiver.name(), new Towards(receiver)));
    }

    Collection<Incident> incidents() {
        return Collections.unmodifiableCollection(incidents.values());
    }

    @Nullable Incident incident(String id) {
        return incidents.get(id);
    }

    boolean knows(String id) {
        return incidents.containsKey(id);
    }

    void put(Incident incident) {
        incidents.put(incident.id(), incident);
        byStream = null;
    }

    void removeIf(Predicate<Incident> useless) {
        if (incidents.values().removeIf(useless)) {
            byStream = null;
        }
    }

    List<Incident> incidentsOf(String stream) {
        if (byStream == null) {
            byStream = incidents.values().stream().collect(Collectors.groupingBy(one -> one.newest().stream()));
        }
        return byStream.getOrDefault(stream, List.of());
    }

    /** Of one receiver. */
    static final class Towards {
        final Receiver receiver;
        /** By stream. */
        final Map<String, Group> groups = new TreeMap<>();
        /** The stream that it is being told of. */
        @Nullable String calling;

        Instant pausedUntil = Instant.MIN;

        Towards(Receiver receiver) {
            this.receiver = receiver;
        }

        Group group(String stream) {
            return groups.computeIfAbsent(stream, name -> new Group());
        }
    }

    /** Of one receiver and one stream. */
    static final class Group {
        final Map<String, Told> told = new LinkedHashMap<>();
        @Nullable Instant flushedAt;
        /** Since when there are news that it was not told. */
        @Nullable Instant waitingSince;
        /** A message that is not delivered yet. */
        @Nullable Notification open;

        int failed;
        Instant nextTry = Instant.MIN;

        Memory memory() {
            Map<String, Told> kept = new LinkedHashMap<>(told);
            kept.values().removeIf(one -> one.state() == Told.State.PASSED_OVER);
            return new Memory(flushedAt, kept);
        }
    }
}
