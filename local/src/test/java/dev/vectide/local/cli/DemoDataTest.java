package dev.vectide.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDataTest {
    @TempDir
    private Path folder;

    @Test
    void aTemporaryDirectoryGoesWhenAllWentWell() throws IOException {
        DemoData data = DemoData.of(null);
        Files.createDirectories(data.path().resolve("broker/topic"));
        Files.writeString(data.path().resolve("broker/topic/log"), "record");

        data.done();
        data.close();

        assertThat(data.path()).doesNotExist();
    }

    @Test
    void aTemporaryDirectoryStaysWhereSomethingWentWrong() throws IOException {
        DemoData data = DemoData.of(null);
        Path log = Files.writeString(data.path().resolve("vectide.log"), "what happened");

        data.close();

        assertThat(log).exists();
        data.done();
        data.close();
    }

    @Test
    void aGivenDirectoryStays() throws IOException {
        DemoData data = DemoData.of(folder);
        Files.writeString(folder.resolve("record"), "kept");

        data.done();
        data.close();

        assertThat(folder.resolve("record")).exists();
    }

    @Test
    void aDirectoryWithSomethingInItIsRefused() throws IOException {
        Files.writeString(folder.resolve("record"), "of another story");

        assertThatThrownBy(() -> DemoData.of(folder))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("--data: " + folder + " is not an empty directory");
    }
}
