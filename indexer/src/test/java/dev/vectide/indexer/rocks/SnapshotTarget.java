package dev.vectide.indexer.rocks;

import dev.vectide.testing.fuzz.FuzzTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;

/** Snapshots of an index: what is no whole one is none, before anything in it is believed. */
public final class SnapshotTarget implements FuzzTarget {
    private final Path file = temporary();

    private static Path temporary() {
        try {
            Path file = Files.createTempFile("vectide-fuzz", ".snapshot");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<byte[]> seeds() {
        try {
            new SnapshotFile(file).write(7, out -> out.writeUTF("a body"));
            return List.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void parse(byte[] input) throws IOException {
        Files.write(file, input);
        if (new SnapshotFile(file).read(in -> new byte[in.readUnsignedShort()]).isPresent() && !hasItsChecksum(input)) {
            throw new IllegalStateException("a torn snapshot was believed");
        }
    }

    /**
     * A fuzzer finds out what the checksum is compared with. Against who can write to the store's folder it is no help, nor meant
     * to be.
     */
    private static boolean hasItsChecksum(byte[] input) {
        int body = input.length - Long.BYTES;
        CRC32C checksum = new CRC32C();
        checksum.update(input, 0, body);
        return ByteBuffer.wrap(input).getLong(body) == checksum.getValue();
    }
}
