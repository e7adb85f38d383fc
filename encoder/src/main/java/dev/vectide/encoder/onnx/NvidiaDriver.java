package dev.vectide.encoder.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the NVIDIA driver says of itself, by {@code nvidia-smi} or, where that is missing, by its folder in {@code /proc}.
 *
 * @param version null if none answers
 * @param gpus names, in the driver's order
 */
record NvidiaDriver(@Nullable String version, List<String> gpus) {
    private static final Path PROC = Path.of("/proc/driver/nvidia");
    private static final Pattern VERSION = Pattern.compile("Kernel Module.*?\\s(\\d+(?:\\.\\d+)+)");
    private static final Pattern MODEL = Pattern.compile("(?m)^Model:\\s*(.+?)\\s*$");
    private static final long PATIENCE_S = 10;

    static NvidiaDriver find() {
        String[] question = {"nvidia-smi", "--query-gpu=driver_version,name", "--format=csv,noheader"};
        NvidiaDriver asked = ofAnswer(answer(question));
        return asked.version() == null ? ofFolder(PROC) : asked;
    }

    /** @param answer a line a GPU: version, comma, name; or anything else */
    static NvidiaDriver ofAnswer(String answer) {
        String version = null;
        List<String> gpus = new ArrayList<>();
        for (String line : answer.lines().toList()) {
            String[] parts = line.split(",\\s*", 2);
            if (parts.length == 2 && parts[0].matches("\\d+(\\.\\d+)+")) {
                version = parts[0];
                gpus.add(parts[1].trim());
            }
        }
        return new NvidiaDriver(version, gpus);
    }

    /** @param folder with {@code version} and {@code gpus/ADDRESS/information} */
    static NvidiaDriver ofFolder(Path folder) {
        Matcher version = VERSION.matcher(text(folder.resolve("version")));
        if (!version.find()) {
            return new NvidiaDriver(null, List.of());
        }
        List<String> gpus = new ArrayList<>();
        try (Stream<Path> devices = Files.list(folder.resolve("gpus"))) {
            for (Path device : devices.sorted().toList()) {
                Matcher model = MODEL.matcher(text(device.resolve("information")));
                gpus.add(model.find() ? model.group(1) : "unnamed");
            }
        } catch (IOException e) {
            return new NvidiaDriver(version.group(1), List.of());
        }
        return new NvidiaDriver(version.group(1), gpus);
    }

    /** Empty if it cannot be read. */
    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    /** What a program says; empty if it is not there, fails, or takes too long. */
    private static String answer(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "";
            }
            try (InputStream said = process.getInputStream()) {
                return process.exitValue() == 0 ? new String(said.readAllBytes(), StandardCharsets.UTF_8) : "";
            }
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
