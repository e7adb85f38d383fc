package dev.vectide.monitor.flink;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * The checkpoints of jobs on a cluster, which lie where the cluster has them, a folder each job, and in it one each run:
 * {@code <root>/<job's name>/<id of the run>/chk-<n>}. Beside them, in the cluster's folder of savepoints if it has one, those
 * of these runs: {@code savepoint-<first six of the id>-<anything>}. One is complete once it holds {@code _metadata}, which
 * Flink renames into place last.
 *
 * @param savepoints of the whole cluster
 */
record ClusterCheckpoints(Path root, Optional<Path> savepoints) {
    private static final String METADATA = "_metadata";
    private static final int SHORT_ID = 6;

    /** Empty where the cluster names no folder: its checkpoints are then gone with it. */
    static Optional<ClusterCheckpoints> of(Configuration cluster) {
        return cluster.getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY)
                .map(root -> new ClusterCheckpoints(
                        new Path(root),
                        cluster.getOptional(CheckpointingOptions.SAVEPOINT_DIRECTORY).map(Path::new)));
    }

    /** Of one job over all its runs. */
    Path folder(String job) {
        return new Path(root, job);
    }

    /**
     * The complete one that was written last, whichever run wrote it: numbers would begin again where somebody went back to an
     * earlier one.
     *
     * @throws IOException if the folder cannot be read from here
     */
    Optional<Path> newest(String job) throws IOException {
        List<FileStatus> complete = new ArrayList<>();
        List<FileStatus> kept = savepoints.isPresent() ? list(savepoints.get()) : List.of();
        for (FileStatus run : list(folder(job))) {
            String id = run.getPath().getName();
            String savepoint = "savepoint-" + id.substring(0, Math.min(SHORT_ID, id.length())) + "-";
            List<FileStatus> candidates = new ArrayList<>(list(run.getPath()));
            kept.stream().filter(one -> one.getPath().getName().startsWith(savepoint)).forEach(candidates::add);
            for (FileStatus candidate : candidates) {
                list(candidate.getPath()).stream()
                        .filter(file -> file.getPath().getName().equals(METADATA))
                        .forEach(complete::add);
            }
        }
        return complete.stream()
                .max(Comparator.comparingLong(FileStatus::getModificationTime))
                .map(metadata -> Objects.requireNonNull(metadata.getPath().getParent()));
    }

    /** Nothing where there is no such folder. */
    private static List<FileStatus> list(Path folder) throws IOException {
        try {
            FileStatus[] found = folder.getFileSystem().listStatus(folder);
            return found == null ? List.of() : List.of(found);
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }
}
