package dev.vectide.monitor.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterCheckpointsTest {
    private static final String JOB = "ns.monitor-drift.minilm-01234567";
    private static final String RUN = "aaaaaa00000000000000000000000001";
    private static final String LATER_RUN = "bbbbbb00000000000000000000000002";

    @TempDir
    private Path root;

    private ClusterCheckpoints checkpoints;

    @BeforeEach
    void create() {
        checkpoints = ClusterCheckpoints.of(Configuration.fromMap(Map.of(
                        "execution.checkpointing.dir", root.resolve("checkpoints").toUri().toString(),
                        "execution.checkpointing.savepoint-dir", root.resolve("savepoints").toUri().toString())))
                .orElseThrow();
    }

    @Test
    void aClusterWithoutAFolderHasNone() {
        assertThat(ClusterCheckpoints.of(new Configuration())).isEmpty();
    }

    @Test
    void nothingIsThereBeforeTheFirstRun() throws IOException {
        assertThat(newest()).isEmpty();
    }

    @Test
    void whatWasWrittenLastIsTheNewestWhateverItsNumber() throws IOException {
        complete("checkpoints/" + JOB + "/" + RUN + "/chk-90", 100);
        Path newest = complete("checkpoints/" + JOB + "/" + LATER_RUN + "/chk-41", 200);
        complete("checkpoints/another/" + RUN + "/chk-1", 300);

        assertThat(newest()).contains(newest);
    }

    @Test
    void aCheckpointUnderWayIsNone() throws IOException {
        Path newest = complete("checkpoints/" + JOB + "/" + RUN + "/chk-7", 100);
        Files.createDirectories(root.resolve("checkpoints/" + JOB + "/" + RUN + "/chk-8"));
        Files.createDirectories(root.resolve("checkpoints/" + JOB + "/" + RUN + "/shared"));

        assertThat(newest()).contains(newest);
    }

    @Test
    void savepointsOfTheRunsCount() throws IOException {
        complete("checkpoints/" + JOB + "/" + RUN + "/chk-7", 100);
        Path newest = complete("savepoints/savepoint-aaaaaa-0123456789ab", 200);
        complete("savepoints/savepoint-cccccc-0123456789ab", 300);

        assertThat(newest()).contains(newest);
    }

    private Optional<Path> newest() throws IOException {
        return checkpoints.newest(JOB).map(path -> Path.of(path.toUri().getPath()));
    }

    private Path complete(String name, long second) throws IOException {
        Path checkpoint = Files.createDirectories(root.resolve(name));
        Path metadata = Files.writeString(checkpoint.resolve("_metadata"), "any");
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(second * 1000));
        return checkpoint;
    }
}
