package dev.vectide.indexer.rocks;

import dev.vectide.testing.fuzz.FuzzTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
        new SnapshotFile(file).read(in -> new byte[in.readUnsignedShort()]).ifPresent(snapshot -> {
            if (snapshot.sequence() != 7) {
                throw new IllegalStateException("a changed snapshot was believed");
            }
        });
    }
}
