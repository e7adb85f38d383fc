package dev.vectide.monitor.pane;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The event-time clocks of one stream, one a partition: the largest event time seen or told there. The stream's own
 * clock is the smallest of them, and unknown until every partition has one.
 */
final class StreamClock {
    static final long UNKNOWN = Long.MIN_VALUE;

    private long[] clocks = new long[0];
    private int partitions;

    /** {@link #UNKNOWN} before anything was seen in the partition. */
    long at(int partition) {
        return partition < clocks.length ? clocks[partition] : UNKNOWN;
    }

    void advance(int partition, long timeMs) {
        if (partition >= clocks.length) {
            int known = clocks.length;
            clocks = Arrays.copyOf(clocks, partition + 1);
            Arrays.fill(clocks, known, clocks.length, UNKNOWN);
        }
        clocks[partition] = Math.max(clocks[partition], timeMs);
    }

    /** Partitions that have a clock. */
    IntStream known() {
        return IntStream.range(0, clocks.length).filter(partition -> clocks[partition] != UNKNOWN);
    }

    void partitions(int count) {
        partitions = Math.max(partitions, count);
    }

    /** As far as is known, in all; 0 before anybody has said. */
    int partitions() {
        return partitions;
    }

    /** Where an event belongs, by its partition's clock as it stands. */
    PaneTrack.Placement place(int partition, long timeMs, PaneSettings settings) {
        long settled = settings.settled(at(partition));
        boolean late = at(partition) != UNKNOWN && timeMs < settled;
        return new PaneTrack.Placement(settings.index(late ? settled : timeMs), late);
    }

    long low() {
        if (partitions == 0 || clocks.length < partitions) {
            return UNKNOWN;
        }
        long low = Long.MAX_VALUE;
        for (long clock : clocks) {
            low = Math.min(low, clock);
        }
        return low;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(partitions);
        out.writeInt(clocks.length);
        for (long clock : clocks) {
            out.writeLong(clock);
        }
    }

    static StreamClock read(DataInput in) throws IOException {
        StreamClock clock = new StreamClock();
        clock.partitions = in.readInt();
        clock.clocks = new long[in.readInt()];
        for (int i = 0; i < clock.clocks.length; i++) {
            clock.clocks[i] = in.readLong();
        }
        return clock;
    }
}
