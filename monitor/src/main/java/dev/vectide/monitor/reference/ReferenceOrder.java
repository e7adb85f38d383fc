package dev.vectide.monitor.reference;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A recorded action on the reference of a stream in a space: from the first pane that starts no earlier than {@code from} on,
 * a new one is gathered, or a kept one is pinned. It tells by event time when it holds, so that a replay does the same. The
 * monitors record so, too, what they have gathered: then nobody is named.
 *
 * @param monitor that it is for; null for all that keep a reference
 * @param to until then at the least a new one is gathered; null where its number of vectors alone decides
 * @param pin what is pinned; null where a new one is gathered
 * @param by who ordered it; null for a monitor
 * @param at when; of a monitor's, in event time
 * @param cause of a monitor's, the order on which it was gathered; null for the stream's first vectors
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReferenceOrder(
        String id,
        String stream,
        String space,
        @Nullable String monitor,
        Instant from,
        @Nullable Instant to,
        @Nullable Pin pin,
        @Nullable String by,
        Instant at,
        String reason,
        @Nullable String cause) {
    /** @throws IllegalArgumentException if one that has to be there is missing, as records may */
    public ReferenceOrder {
        require(id, "id");
        require(stream, "stream");
        require(space, "space");
        require(from, "from");
        require(at, "at");
        require(reason, "reason");
    }

    private static void require(@Nullable Object value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("an order on a reference without " + name);
        }
    }

    /**
     * @param artefact its id
     * @param n vectors it was gathered from
     * @param from start of the event time it was gathered in
     * @param to end of it, exclusive
     */
    public record Pin(String artefact, long n, Instant from, Instant to) {
        /** @throws IllegalArgumentException if one is missing */
        public Pin {
            require(artefact, "pin.artefact");
            require(from, "pin.from");
            require(to, "pin.to");
        }

        public static Pin of(Artefact artefact) {
            return new Pin(artefact.id(), artefact.n(), artefact.from(), artefact.to());
        }
    }

    /** What a monitor records of a reference that it has pinned. {@code at} is the end of the last pane gathered. */
    public static ReferenceOrder gathered(Artefact artefact, Instant at, @Nullable String cause) {
        return new ReferenceOrder(
                artefact.monitor() + "-" + artefact.id(),
                artefact.stream(),
                artefact.space(),
                artefact.monitor(),
                at,
                null,
                Pin.of(artefact),
                null,
                at,
                cause == null ? "the stream's first vectors" : "gathered as ordered",
                cause);
    }

    boolean concerns(String otherStream, String otherSpace, String otherMonitor) {
        return stream.equals(otherStream)
                && space.equals(otherSpace)
                && (monitor == null || monitor.equals(otherMonitor));
    }

    Rank rank() {
        return new Rank(from.toEpochMilli(), by != null, at.toEpochMilli(), id);
    }

    /** Which of two orders holds where both could: the greater. */
    record Rank(long fromMs, boolean byPeople, long atMs, String id) implements Comparable<Rank> {
        private static final Comparator<Rank> ORDER = Comparator.comparingLong(Rank::fromMs)
                .thenComparing(Rank::byPeople)
                .thenComparingLong(Rank::atMs)
                .thenComparing(Rank::id);

        @Override
        public int compareTo(Rank other) {
            return ORDER.compare(this, other);
        }

        void write(DataOutput out) throws IOException {
            out.writeLong(fromMs);
            out.writeBoolean(byPeople);
            out.writeLong(atMs);
            out.writeUTF(id);
        }

        static Rank read(DataInput in) throws IOException {
            return new Rank(in.readLong(), in.readBoolean(), in.readLong(), in.readUTF());
        }
    }
}
