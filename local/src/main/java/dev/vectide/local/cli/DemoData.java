package dev.vectide.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The demo's data directory. A temporary one is deleted at the end, but kept with its log if the story went wrong.
 *
 * <p>Used by one thread.
 */
final class DemoData implements AutoCloseable {
    private final Path path;
    private final boolean temporary;
    private boolean done;

    private DemoData(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /** Refuses a directory with something in it: a story told twice is none. */
    static DemoData of(@Nullable Path given) {
        try {
            if (given == null) {
                return new DemoData(Files.createTempDirectory("vectide-demo-"), true);
            }
            if (Files.exists(given) && !(Files.isDirectory(given) && isEmpty(given))) {
                throw CommandException.usage("--data: " + given + " is not an empty directory, which the story needs");
            }
            return new DemoData(given.toAbsolutePath().normalize(), false);
        } catch (IOException e) {
            throw CommandException.unavailable("the data directory cannot be used: " + e.getMessage());
        }
    }

    Path path() {
        return path;
    }

    /** Nobody will want to look at it. */
    void done() {
        done = true;
    }

    @Override
    public void close() {
        if (!temporary || !done) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> leavesFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : leavesFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw CommandException.failed("the temporary directory " + path + " cannot be deleted: " + e.getMessage());
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }
}
