package dev.vectide.monitor.pane;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

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

    void partitions(int count) {
        partitions = Math.max(partitions, count);
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
