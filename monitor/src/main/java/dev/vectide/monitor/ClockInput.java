package dev.vectide.monitor;

import dev.vectide.monitor.stats.StateBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The stream's event-time clock in one partition: no live event earlier than {@code clockMs}, less the lateness bound,
 * is expected there any more.
 *
 * @param partitions of the events topic, in all
 */
public record ClockInput(String stream, int partition, long clockMs, int partitions) {
    /** Stream, partition, time and number of partitions. */
    public void write(DataOutput out) throws IOException {
        StateBytes.writeText(stream, out);
        out.writeInt(partition);
        out.writeLong(clockMs);
        out.writeInt(partitions);
    }

    public static ClockInput read(DataInput in) throws IOException {
        return new ClockInput(StateBytes.readWord(in), in.readInt(), in.readLong(), in.readInt());
    }
}
