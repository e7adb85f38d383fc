package dev.vectide.monitor.pane;

import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.VectorInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The part of one stream's panes that one task gathers from the partitions it reads, to be joined with the parts of the
 * others in a {@link PaneTrack}.
 *
 * <p>An event is placed by its own partition's clock, and a partition is read by one task: so where it belongs, and whether
 * it is late, is settled here, and is the same however partitions are dealt out. What is gathered are sums and samples
 * that may be joined in any order, so parts may be handed on at any time: at the latest when a pane is over in all
 * partitions that are read here, and before every checkpoint. Of a checkpoint, only the clocks are needed to go on.
 */
public final class PartialPanes<P extends GatheredPane<P>> {
    private static final class Slot<P> {
        P content;
        long late;
        boolean filled;

        Slot(P content) {
            this.content = content;
        }
    }

    private final String stream;
    private final PaneSettings settings;
    private final Supplier<P> fresh;
    private final StreamClock clock = new StreamClock();
    private final BitSet readHere = new BitSet();
    private final BitSet moved = new BitSet();
    private final TreeMap<Long, Slot<P>> open = new TreeMap<>();
    private @Nullable Slot<P> recent;
    private long recentIndex;
    /** Panes below are over in all partitions that are read here. */
    private long openFrom = Long.MIN_VALUE;

    private long handedOnTo = Long.MIN_VALUE;

    public PartialPanes(String stream, PaneSettings settings, Supplier<P> fresh) {
        this.stream = stream;
        this.settings = settings;
        this.fresh = fresh;
    }

    /** Takes in a vector or a deletion; what is not live counts in no pane. */
    public void observe(VectorInput input) {
        if (!input.live()) {
            return;
        }
        int partition = input.partition();
        PaneTrack.Placement place = clock.place(partition, input.timeMs(), settings);
        move(partition, input.timeMs());
        float[] vector = input.vector();
        if (vector == null) {
            // From the pane that the partition has reached, which is no earlier than the document's own.
            filled(settings.index(clock.at(partition))).content.delete(input);
        } else if (place.late()) {
            filled(place.index()).late++;
        } else {
            filled(place.index()).content.add(input, vector);
        }
    }

    public void clock(ClockInput input) {
        clock.partitions(input.partitions());
        move(input.partition(), input.clockMs());
    }

    private void move(int partition, long timeMs) {
        long before = settled(partition);
        boolean isNew = !readHere.get(partition);
        clock.advance(partition, timeMs);
        readHere.set(partition);
        moved.set(partition);
        if (isNew || settled(partition) != before) {
            openFrom = readHere.stream().mapToLong(this::settled).min().orElseThrow();
        }
    }

    private long settled(int partition) {
        long time = clock.at(partition);
        return time == StreamClock.UNKNOWN ? Long.MIN_VALUE : settings.index(settings.settled(time));
    }

    /** Events come pane after pane: mostly it is the one of the event before. */
    private Slot<P> filled(long index) {
        Slot<P> slot = recent;
        if (slot == null || index != recentIndex) {
            slot = open.computeIfAbsent(index, any -> new Slot<>(fresh.get()));
            recent = slot;
            recentIndex = index;
        }
        slot.filled = true;
        return slot;
    }

    /** Whether a pane has ended in all partitions that are read here since the last part. */
    public boolean isDue() {
        return openFrom > handedOnTo;
    }

    /** Whether there is anything to hand on. */
    public boolean holdsNews() {
        return !moved.isEmpty();
    }

    /** Hands on what was gathered since the last part, as a {@link PanePart}. */
    public void write(DataOutput out) throws IOException {
        part().write(out);
        moved.clear();
        handedOnTo = openFrom;
        open.headMap(handedOnTo).clear();
        recent = null;
        open.values().stream().filter(slot -> slot.filled).forEach(slot -> {
            slot.content = slot.content.next();
            slot.late = 0;
            slot.filled = false;
        });
    }

    private PanePart<P> part() {
        List<PanePart.Piece<P>> pieces = new ArrayList<>();
        open.forEach((index, slot) -> {
            if (slot.filled) {
                pieces.add(new PanePart.Piece<>(index, slot.late, slot.content));
            }
        });
        List<ClockInput> clocks = moved.stream()
                .mapToObj(partition -> new ClockInput(stream, partition, clock.at(partition), clock.partitions()))
                .toList();
        return new PanePart<>(pieces, clocks);
    }

    /** Clocks of all partitions that are known of, those read elsewhere as they were at the last start. */
    public List<ClockInput> clocks() {
        return clock.known()
                .mapToObj(partition -> new ClockInput(stream, partition, clock.at(partition), clock.partitions()))
                .toList();
    }

    /** Brings a clock back. The same one may be told by several tasks, the furthest counts. */
    public void restore(ClockInput told) {
        clock.partitions(told.partitions());
        clock.advance(told.partition(), told.clockMs());
    }
}
