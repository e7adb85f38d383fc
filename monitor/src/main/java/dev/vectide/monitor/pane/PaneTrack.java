package dev.vectide.monitor.pane;

import dev.vectide.core.report.Pane;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The panes of one stream: where an event belongs, and which panes are complete.
 *
 * <p>An event is late iff it lies further behind its own partition's clock than the lateness bound; so lateness does not
 * depend on how partitions interleave, and an event that is not late always finds its pane open: a pane closes when every
 * partition's clock, less the bound, has passed its end. Panes close in order of time; those with too few vectors are
 * joined with the next that hold any, so gaps cost nothing. A late event is counted in the pane that its partition has
 * reached.
 *
 * @param <P> what is gathered of a pane
 */
public final class PaneTrack<P extends PaneContent<P>> {
    /** Where an event belongs. {@code index} is its own pane, or, where it is late, the one its partition has reached. */
    public record Placement(long index, boolean late) {}

    /** A complete pane, or several joined; {@code last} is the index of the last. */
    public record Closed<P>(Pane pane, long last, P content) {}

    /** Reads what {@link PaneContent#write} wrote. */
    public interface Reader<P> {
        P read(DataInput in) throws IOException;
    }

    /** Writes what a pane holds. */
    public interface Writer<P> {
        void write(P content, DataOutput out) throws IOException;
    }

    private static final class Slot<P> {
        final P content;
        long late;

        Slot(P content) {
            this.content = content;
        }
    }

    private static final long NONE_CLOSED = Long.MIN_VALUE;

    private final PaneSettings settings;
    private StreamClock clock = new StreamClock();
    private final TreeMap<Long, Slot<P>> open = new TreeMap<>();
    private long openFrom = NONE_CLOSED;
    private @Nullable Slot<P> joined;
    private long joinedFirst;
    private long joinedLast;

    public PaneTrack(PaneSettings settings) {
        this.settings = settings;
    }

    /** Places a live event and moves its partition's clock. */
    public Placement admit(int partition, long timeMs) {
        Placement place = clock.place(partition, timeMs, settings);
        move(partition, timeMs);
        return place;
    }

    public void clock(int partition, long timeMs, int partitions) {
        clock.partitions(partitions);
        move(partition, timeMs);
    }

    private void move(int partition, long timeMs) {
        clock.advance(partition, timeMs);
        long low = clock.low();
        openFrom = low == StreamClock.UNKNOWN ? NONE_CLOSED : settings.index(settings.settled(low));
    }

    /** What is gathered of an open pane. */
    public P at(long index, Supplier<P> fresh) {
        return slot(index, fresh).content;
    }

    public void countLate(long index, Supplier<P> fresh) {
        slot(index, fresh).late++;
    }

    /**
     * Joins what was gathered elsewhere of a pane, which is still open, as the clocks that placed it are no further than
     * those here. Where they were not brought along from an older state it may be over: then what comes is late.
     */
    public void join(PanePart.Piece<P> piece, Supplier<P> fresh) {
        if (isClosed(piece.index())) {
            slot(openFrom, fresh).late += piece.late() + piece.content().n();
            return;
        }
        Slot<P> slot = slot(piece.index(), fresh);
        slot.content.merge(piece.content());
        slot.late += piece.late();
    }

    private Slot<P> slot(long index, Supplier<P> fresh) {
        return open.computeIfAbsent(index, any -> new Slot<>(fresh.get()));
    }

    /** What is gathered of the panes not yet reported, earliest first. */
    public List<P> contents() {
        List<P> contents = new ArrayList<>(open.size() + 1);
        if (joined != null) {
            contents.add(joined.content);
        }
        open.values().forEach(slot -> contents.add(slot.content));
        return contents;
    }

    /** Index of the pane that a partition's clock is in; empty before it has one. */
    public OptionalLong reached(int partition) {
        long time = clock.at(partition);
        return time == StreamClock.UNKNOWN ? OptionalLong.empty() : OptionalLong.of(settings.index(time));
    }

    /** Panes below this index are over. */
    public long openFrom() {
        return openFrom;
    }

    /** Index of the pane of a moment. */
    public long index(long timeMs) {
        return settings.index(timeMs);
    }

    /** Whether a pane is over: nothing can enter it any more. */
    public boolean isClosed(long index) {
        return index < openFrom;
    }

    /** The next complete pane, joined with smaller ones before it, or null if none is. */
    public @Nullable Closed<P> nextClosed() {
        while (!open.isEmpty() && isClosed(open.firstKey())) {
            Map.Entry<Long, Slot<P>> entry = open.pollFirstEntry();
            join(entry.getKey(), entry.getValue());
            Slot<P> slot = joined;
            if (slot != null && slot.content.n() >= settings.least()) {
                joined = null;
                return new Closed<>(describe(slot), joinedLast, slot.content);
            }
        }
        return null;
    }

    /** What holds no vector is no part of the time that a report spans. */
    private void join(long index, Slot<P> slot) {
        if (joined == null) {
            joined = slot;
            joinedFirst = index;
        } else {
            if (joined.content.n() == 0 && joined.late == 0) {
                joinedFirst = index;
            }
            joined.content.merge(slot.content);
            joined.late += slot.late;
        }
        joinedLast = index;
    }

    private Pane describe(Slot<P> slot) {
        return new Pane(
                Instant.ofEpochMilli(settings.startMs(joinedFirst)),
                Instant.ofEpochMilli(settings.startMs(joinedLast + 1)),
                slot.content.n(),
                slot.late);
    }

    /** Panes are written by their start, so that they find their place under another pane length too. */
    public void write(DataOutput out) throws IOException {
        write(out, PaneContent::write);
    }

    /** @param contents writes what a pane holds, as its reader wants it */
    public void write(DataOutput out, Writer<P> contents) throws IOException {
        clock.write(out);
        out.writeInt(open.size());
        for (Map.Entry<Long, Slot<P>> entry : open.entrySet()) {
            out.writeLong(settings.startMs(entry.getKey()));
            writeSlot(entry.getValue(), out, contents);
        }
        out.writeBoolean(joined != null);
        if (joined != null) {
            out.writeLong(settings.startMs(joinedFirst));
            out.writeLong(settings.startMs(joinedLast));
            writeSlot(joined, out, contents);
        }
    }

    private void writeSlot(Slot<P> slot, DataOutput out, Writer<P> contents) throws IOException {
        out.writeLong(slot.late);
        contents.write(slot.content, out);
    }

    public static <P extends PaneContent<P>> PaneTrack<P> read(DataInput in, PaneSettings settings, Reader<P> contents)
            throws IOException {
        PaneTrack<P> track = new PaneTrack<>(settings);
        track.clock = StreamClock.read(in);
        int open = in.readInt();
        for (int i = 0; i < open; i++) {
            long index = settings.index(in.readLong());
            Slot<P> slot = readSlot(in, contents);
            Slot<P> there = track.open.putIfAbsent(index, slot);
            if (there != null) {
                there.content.merge(slot.content);
                there.late += slot.late;
            }
        }
        if (in.readBoolean()) {
            track.joinedFirst = settings.index(in.readLong());
            track.joinedLast = settings.index(in.readLong());
            track.joined = readSlot(in, contents);
        }
        long low = track.clock.low();
        track.openFrom = low == StreamClock.UNKNOWN ? NONE_CLOSED : settings.index(settings.settled(low));
        return track;
    }

    private static <P> Slot<P> readSlot(DataInput in, Reader<P> contents) throws IOException {
        long late = in.readLong();
        Slot<P> slot = new Slot<>(contents.read(in));
        slot.late = late;
        return slot;
    }
}
