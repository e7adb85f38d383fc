package dev.vectide.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NvidiaDriverTest {
    @TempDir
    Path folder;

    @Test
    void whatNvidiaSmiSays() {
        assertThat(NvidiaDriver.ofAnswer("580.65.06, NVIDIA H100 80GB HBM3\n580.65.06, NVIDIA L4\n"))
                .isEqualTo(new NvidiaDriver("580.65.06", List.of("NVIDIA H100 80GB HBM3", "NVIDIA L4")));
    }

    @Test
    void anythingElseIsNoDriver() {
        assertThat(NvidiaDriver.ofAnswer("")).isEqualTo(new NvidiaDriver(null, List.of()));
        assertThat(NvidiaDriver.ofAnswer("NVIDIA-SMI has failed because it could not talk to the driver, sorry\nNo devices"))
                .isEqualTo(new NvidiaDriver(null, List.of()));
    }

    @Test
    void whatTheFolderSays() throws IOException {
        Files.writeString(
                folder.resolve("version"),
                "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.65.06  Release Build\nGCC version: 13.2\n");
        Path device = Files.createDirectories(folder.resolve("gpus/0000:01:00.0"));
        Files.writeString(device.resolve("information"), "Model: \t\t NVIDIA L4\nIRQ:   \t\t 55\n");

        assertThat(NvidiaDriver.ofFolder(folder)).isEqualTo(new NvidiaDriver("580.65.06", List.of("NVIDIA L4")));
    }

    @Test
    void theFolderOfTheProprietaryModuleToo() throws IOException {
        Files.writeString(
                folder.resolve("version"), "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.183.01  Sun May 12 2024\n");

        assertThat(NvidiaDriver.ofFolder(folder)).isEqualTo(new NvidiaDriver("535.183.01", List.of()));
    }

    @Test
    void noFolderIsNoDriver() {
        assertThat(NvidiaDriver.ofFolder(folder.resolve("none"))).isEqualTo(new NvidiaDriver(null, List.of()));
    }
}
