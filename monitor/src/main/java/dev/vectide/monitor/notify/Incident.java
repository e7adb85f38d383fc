package dev.vectide.monitor.notify;

import dev.vectide.core.report.Alert;
import java.time.Instant;

/**
 * What the alerts topic says of one incident. Another one of the same stream, space and detector that opens while this one
 * fires is part of it, under its id.
 *
 * @param newest its newest state
 * @param fired its newest state in which it fired
 * @param offset of the newest record
 * @param joined opening time of the last one that became part of it
 */
record Incident(Alert newest, Alert fired, long offset, Instant joined) {
    static Incident of(Alert alert, long offset) {
        return new Incident(alert, alert.firing(), offset, alert.openedAt());
    }

    String id() {
        return newest.id();
    }

    boolean firing() {
        return newest.state() == Alert.State.FIRING;
    }

    boolean sameAs(Alert alert) {
        return isSame(newest, alert);
    }

    static boolean isSame(Alert one, Alert other) {
        return one.stream().equals(other.stream())
                && one.space().equals(other.space())
                && one.detector().equals(other.detector());
    }

    /** With one more record of it, or of what is part of it. */
    Incident with(Alert alert, long at) {
        if (!firing()) {
            return this;
        }
        Alert own = alert.as(id(), newest.openedAt());
        Instant last = alert.openedAt().isAfter(joined) ? alert.openedAt() : joined;
        if (alert.state() == Alert.State.FIRING) {
            boolean worse = own.severity().compareTo(newest.severity()) >= 0;
            Alert risen = worse ? own : own.as(newest.severity());
            return new Incident(risen, risen, at, last);
        }
        // The end of one that another has followed is not the end of all.
        return alert.openedAt().isBefore(joined) ? this : new Incident(own, fired, at, last);
    }
}
