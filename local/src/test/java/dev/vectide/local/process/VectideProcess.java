package dev.vectide.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A {@code vectide} command in a process of its own, with the class path of the tests and the launcher's flags. */
final class VectideProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("(?:Vectide|The \\w+) is ready at (\\S+) .*Kafka at ([^,)]+).*");

    private final Process process;
    /** Files and not pipes: a pipe's reader may lose what is said last. */
    private final Path out;
    private final Path err;

    private VectideProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static VectideProcess start(Map<String, String> environment, String... args) throws IOException {
        return start("1g", environment, args);
    }

    /** @param heap at most, such as {@code 256m} */
    static VectideProcess start(String heap, Map<String, String> environment, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap, "-XX:MaxDirectMemorySize=256m", "-XX:+UseSerialGC", "--add-modules", "jdk.incubator.vector"));
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.vectide.local.cli.Vectide"));
        command.addAll(Arrays.asList(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        // What the tests are told by is no setting of the process.
        builder.environment().keySet().removeIf(name -> name.startsWith("VECTIDE_"));
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().putAll(environment);
        Path out = Files.createTempFile("vectide-process", ".out");
        Path err = Files.createTempFile("vectide-process", ".err");
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        return new VectideProcess(builder.start(), out, err);
    }

    /** What a ready system says of itself. */
    record Ready(URI address, String bootstrap) {}

    Ready awaitReady() {
        Awaitility.await("ready").atMost(3, TimeUnit.MINUTES).until(() -> ready() != null || !process.isAlive());
        Ready ready = ready();
        if (ready == null) {
            throw new AssertionError("ended with " + process.exitValue() + ": " + out() + lines(err));
        }
        return ready;
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** SIGKILL; returns once the process is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    long pid() {
        return process.pid();
    }

    /** Exit code, once it ended. */
    int awaitExit() throws InterruptedException {
        return awaitExit(2);
    }

    int awaitExit(int minutes) throws InterruptedException {
        if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
            throw new AssertionError("runs on: " + out() + lines(err));
        }
        return process.exitValue();
    }

    List<String> out() {
        return lines(out);
    }

    /** What went to stderr, without what a JVM says of its flags. */
    List<String> err() {
        return lines(err).stream().filter(line -> !line.startsWith("WARNING: ")).toList();
    }

    @Override
    public void close() throws IOException {
        if (process.isAlive()) {
            kill();
        }
        Files.delete(out);
        Files.delete(err);
    }

    private @Nullable Ready ready() {
        for (String line : out()) {
            Matcher matcher = READY.matcher(line);
            if (matcher.matches()) {
                return new Ready(URI.create(matcher.group(1)), matcher.group(2));
            }
        }
        return null;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
