package dev.vectide.monitor.flink;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one job over all its runs: {@code <run>/chk-<n>} while it runs, {@code savepoint-…} where it was
 * stopped. One is complete once it holds {@code _metadata}, which Flink renames into place last; the number in it grows
 * from run to run.
 *
 * <p>Used by one thread, while the job does not run.
 */
record CheckpointFolder(Path path) {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);
    private static final String METADATA = "_metadata";

    private record Found(Path checkpoint, long number) {}

    /** The complete checkpoint that was written last. */
    Optional<Path> newest() {
        List<Found> complete = new ArrayList<>();
        for (Path metadata : metadata()) {
            Path checkpoint = Objects.requireNonNull(metadata.getParent());
            try (DataInputStream in = new DataInputStream(Files.newInputStream(metadata))) {
                long number = Checkpoints.loadCheckpointMetadata(
                                in, CheckpointFolder.class.getClassLoader(), checkpoint.toString())
                        .getCheckpointId();
                complete.add(new Found(checkpoint, number));
            } catch (IOException | RuntimeException e) {
                LOG.warn("checkpoint {} cannot be read and is passed over: {}", checkpoint, e.toString());
            }
        }
        return complete.stream().max(Comparator.comparingLong(Found::number)).map(Found::checkpoint);
    }

    /** Deletes what earlier runs left behind, but for one checkpoint. */
    void keepOnly(Path checkpoint) {
        for (Path entry : list(path)) {
            if (!checkpoint.startsWith(entry)) {
                delete(entry);
            }
        }
        for (Path entry : list(Objects.requireNonNull(checkpoint.getParent()))) {
            if (entry.getFileName().toString().startsWith("chk-") && !checkpoint.equals(entry)) {
                delete(entry);
            }
        }
    }

    static void delete(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted: {}", tree, e.toString());
        }
    }

    /** Of savepoints in the folder itself, of checkpoints and savepoints in the folder of each run. */
    private List<Path> metadata() {
        List<Path> found = new ArrayList<>();
        for (Path entry : list(path)) {
            Stream.concat(Stream.of(entry), list(entry).stream())
                    .map(checkpoint -> checkpoint.resolve(METADATA))
                    .filter(Files::isRegularFile)
                    .forEach(found::add);
        }
        return found;
    }

    /** Nothing where there is no such folder, or none any more: a job that has just ended may still tidy up. */
    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be listed: " + e.getMessage(), e);
        }
    }
}
