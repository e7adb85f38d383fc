package dev.vectide.monitor.flink;

import dev.vectide.monitor.ClockInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Clocks in a checkpoint: version (1), their number, each with stream, partition, time and number of partitions. */
final class ClockBytes {
    private static final int VERSION = 1;

    private ClockBytes() {}

    static byte[] write(List<ClockInput> clocks) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(VERSION);
        out.writeInt(clocks.size());
        for (ClockInput clock : clocks) {
            clock.write(out);
        }
        return bytes.toByteArray();
    }

    static List<ClockInput> read(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new IOException("clocks of a monitor's partitions have version " + version
                    + ": this program reads versions 1 to " + VERSION);
        }
        List<ClockInput> clocks = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            clocks.add(ClockInput.read(in));
        }
        return clocks;
    }
}
