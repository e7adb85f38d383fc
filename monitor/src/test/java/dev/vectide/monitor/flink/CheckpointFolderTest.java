package dev.vectide.monitor.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {
    @TempDir
    private Path path;

    private CheckpointFolder folder;

    @BeforeEach
    void create() {
        folder = new CheckpointFolder(path);
    }

    @Test
    void nothingIsThereBeforeTheFirstRun() {
        assertThat(folder.newest()).isEmpty();
        assertThat(new CheckpointFolder(path.resolve("none")).newest()).isEmpty();
    }

    @Test
    void theLargestNumberIsTheNewestWhereverItLies() throws IOException {
        complete("run-1/chk-9", 9);
        Path newest = complete("savepoint-a", 11);
        complete("run-2/chk-10", 10);

        assertThat(folder.newest()).contains(newest);
    }

    @Test
    void whatIsNotCompleteOrNotReadableIsPassedOver() throws IOException {
        Path whole = complete("run-1/chk-3", 3);
        Files.createDirectories(path.resolve("run-2/chk-5"));
        Files.write(Files.createDirectories(path.resolve("run-2/chk-4")).resolve("_metadata"), new byte[] {1, 2});
        Files.createFile(Files.createDirectories(path.resolve("run-3/chk-6")).resolve("_metadata.inprogress"));

        assertThat(folder.newest()).contains(whole);
    }

    @Test
    void onlyTheNewestIsKept() throws IOException {
        complete("run-1/chk-8", 8);
        complete("savepoint-a", 7);
        Path newest = complete("run-2/chk-10", 10);
        Files.createDirectories(path.resolve("run-2/chk-11"));
        Files.createDirectories(path.resolve("run-2/shared"));

        folder.keepOnly(newest);

        assertThat(path.resolve("run-1")).doesNotExist();
        assertThat(path.resolve("savepoint-a")).doesNotExist();
        assertThat(path.resolve("run-2/chk-11")).doesNotExist();
        assertThat(path.resolve("run-2/shared")).exists();
        assertThat(folder.newest()).contains(newest);
    }

    private Path complete(String name, long number) throws IOException {
        Path checkpoint = Files.createDirectories(path.resolve(name));
        try (OutputStream out = Files.newOutputStream(checkpoint.resolve("_metadata"))) {
            Checkpoints.storeCheckpointMetadata(new CheckpointMetadata(number, List.of(), List.of()), out);
        }
        return checkpoint;
    }
}
