package dev.vectide.indexer.rocks;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is derived from the rows, written down as it was at some sequence, so that a start need not derive it again. It can
 * be missing, torn or old at any time, and then it is as if it had never been.
 *
 * <p>Layout: {@value #MAGIC}, eight bytes whose last two are the format; the sequence; the body; the CRC-32C of all that, as
 * eight bytes. A new one is written aside, forced to the disk and then renamed.
 *
 * <p>Used by one thread at a time.
 */
public final class SnapshotFile {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFile.class);
    /** "VXSNAP01" */
    private static final long MAGIC = 0x5658_534E_4150_3031L;
    private static final int BUFFER = 1 << 20;
    private static final int CHECKSUM = Long.BYTES;

    private final Path file;

    public SnapshotFile(Path file) {
        this.file = file;
    }

    /** Writes a body. */
    public interface Writer {
        void write(DataOutput out) throws IOException;
    }

    /** Makes of a body what was written. */
    public interface Reader<T> {
        T read(DataInput in) throws IOException;
    }

    /** @param sequence as it was given when {@code value} was written */
    public record Snapshot<T>(long sequence, T value) {}

    public void write(long sequence, Writer body) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        CRC32C checksum = new CRC32C();
        try (OutputStream bytes = Files.newOutputStream(aside);
                OutputStream buffered = new BufferedOutputStream(bytes, BUFFER);
                DataOutputStream out = new DataOutputStream(new CheckedOutputStream(buffered, checksum))) {
            out.writeLong(MAGIC);
            out.writeLong(sequence);
            body.write(out);
            out.flush();
            buffered.write(ByteBuffer.allocate(CHECKSUM).putLong(checksum.getValue()).array());
        }
        try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        replace(aside, file);
    }

    /** In one step where the file system can. */
    public static void replace(Path aside, Path file) throws IOException {
        try {
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Empty where there is none that can be trusted; why is in the log. */
    public <T> Optional<Snapshot<T>> read(Reader<T> reader) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            // First the checksum: a damaged length would be read as an order for memory.
            requireWhole();
            try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER);
                    DataInputStream in = new DataInputStream(bytes)) {
                in.readLong();
                long sequence = in.readLong();
                return Optional.of(new Snapshot<>(sequence, reader.read(in)));
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} is passed over, the rows are read instead: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private void requireWhole() throws IOException {
        long left = Files.size(file) - CHECKSUM;
        CRC32C checksum = new CRC32C();
        try (InputStream bytes = Files.newInputStream(file)) {
            CheckedInputStream checked = new CheckedInputStream(bytes, checksum);
            byte[] buffer = new byte[BUFFER];
            boolean isFirst = true;
            while (left > 0) {
                int count = checked.readNBytes(buffer, 0, (int) Math.min(BUFFER, left));
                if (isFirst && (count < 2 * Long.BYTES || ByteBuffer.wrap(buffer).getLong() != MAGIC)) {
                    throw new IOException("not a snapshot of format 1");
                }
                isFirst = false;
                if (count == 0) {
                    break;
                }
                left -= count;
            }
            byte[] expected = bytes.readNBytes(CHECKSUM);
            if (isFirst || expected.length < CHECKSUM || ByteBuffer.wrap(expected).getLong() != checksum.getValue()) {
                throw new IOException("it is torn");
            }
        }
    }
}
