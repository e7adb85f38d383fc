package dev.vectide.monitor.stats;

import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Strings and arrays in a monitor's state: a length in four bytes, then the content, big-endian. */
public final class StateBytes {
    /** Writes bytes. */
    @FunctionalInterface
    public interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    private static final int STEP = 1 << 20;

    private StateBytes() {}

    /** What is written to memory. */
    public static byte[] toBytes(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writer.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written to", e);
        }
        return bytes.toByteArray();
    }

    public static void writeText(@Nullable String text, DataOutput out) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    public static @Nullable String readText(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        return new String(readBytes(in, length, Byte.BYTES), StandardCharsets.UTF_8);
    }

    /** Reads a text that was not null when written. */
    public static String readWord(DataInput in) throws IOException {
        String text = readText(in);
        if (text == null) {
            throw new IOException("monitor state: a text is missing");
        }
        return text;
    }

    public static void writeFloats(float[] values, DataOutput out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        out.writeInt(values.length);
        out.write(bytes.array());
    }

    public static float[] readFloats(DataInput in) throws IOException {
        byte[] bytes = readBytes(in, in.readInt(), Float.BYTES);
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        return values;
    }

    public static void writeLongs(long[] values, DataOutput out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES);
        bytes.asLongBuffer().put(values);
        out.writeInt(values.length);
        out.write(bytes.array());
    }

    public static long[] readLongs(DataInput in) throws IOException {
        byte[] bytes = readBytes(in, in.readInt(), Long.BYTES);
        long[] values = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(values);
        return values;
    }

    public static void writeDoubles(double[] values, DataOutput out) throws IOException {
        long[] bits = new long[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Double.doubleToRawLongBits(values[i]);
        }
        writeLongs(bits, out);
    }

    public static double[] readDoubles(DataInput in) throws IOException {
        long[] bits = readLongs(in);
        double[] values = new double[bits.length];
        for (int i = 0; i < bits.length; i++) {
            values[i] = Double.longBitsToDouble(bits[i]);
        }
        return values;
    }

    /** Takes no more memory than twice of what is there, whatever length is written: a reference may come from outside. */
    private static byte[] readBytes(DataInput in, int length, int width) throws IOException {
        long all = (long) length * width;
        if (length < 0 || all > Integer.MAX_VALUE) {
            throw new IOException("monitor state: a length of " + length);
        }
        byte[] bytes = new byte[(int) Math.min(all, STEP)];
        in.readFully(bytes);
        while (bytes.length < all) {
            int before = bytes.length;
            bytes = Arrays.copyOf(bytes, (int) Math.min(all, 2L * before));
            in.readFully(bytes, before, bytes.length - before);
        }
        return bytes;
    }

    /** Refuses a state written by a newer program. */
    public static int readVersion(DataInput in, int newest, String what) throws IOException {
        int version = in.readUnsignedByte();
        if (version < 1 || version > newest) {
            throw new IOException("state of the " + what + " monitor has version " + version
                    + ": this program reads versions 1 to " + newest);
        }
        return version;
    }
}
