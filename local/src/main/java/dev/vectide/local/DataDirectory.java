package dev.vectide.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where one running system keeps everything. The lock goes with the process, however it ends.
 *
 * <p>Used by one thread.
 */
final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** @throws UnavailableException if another instance runs there, or the directory cannot be used */
    static DataDirectory open(Path path) {
        try {
            Files.createDirectories(path);
            FileChannel channel = FileChannel.open(
                    path.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                String owner = read(channel);
                channel.close();
                throw new UnavailableException("data directory " + path.toAbsolutePath().normalize()
                        + " belongs to a running Vectide" + owner + "; stop that one, or choose another with --data");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((" (process " + ProcessHandle.current().pid() + ")").getBytes(UTF_8)));
            return new DataDirectory(path, channel);
        } catch (IOException e) {
            throw new UnavailableException("data directory " + path.toAbsolutePath() + " cannot be used: " + e.getMessage());
        }
    }

    Path broker() {
        return broker(path);
    }

    static Path broker(Path path) {
        return path.resolve("broker");
    }

    Path indexer() {
        return path.resolve("indexer");
    }

    Path references() {
        return path.resolve("references").toAbsolutePath();
    }

    Path monitor() {
        return path.resolve("monitor");
    }

    /** Baselines of golden sets. */
    Path golden() {
        return path.resolve("golden");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the owner wrote into its lock. */
    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(64);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), UTF_8);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // An instance of this JVM.
            return false;
        }
    }
}
