package dev.vectide.local.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A {@code vectide} command in a process of its own, with the class path of the tests and the launcher's flags. */
final class VectideProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("Vectide is ready at (\\S+) .*Kafka at ([^,]+),.*");

    private final Process process;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final List<Thread> readers = new ArrayList<>();

    private VectideProcess(Process process) {
        this.process = process;
        readers.add(reader(process.inputReader(StandardCharsets.UTF_8), out));
        readers.add(reader(new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8)), err));
    }

    static VectideProcess start(Map<String, String> environment, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g", "-XX:MaxDirectMemorySize=256m", "-XX:+UseSerialGC", "--add-modules", "jdk.incubator.vector"));
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
        return new VectideProcess(builder.start());
    }

    /** What a ready system says of itself. */
    record Ready(URI address, String bootstrap) {}

    Ready awaitReady() {
        Awaitility.await("ready").atMost(3, TimeUnit.MINUTES).until(() -> ready() != null || !process.isAlive());
        Ready ready = ready();
        if (ready == null) {
            throw new AssertionError("ended with " + process.exitValue() + ": " + out + err);
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

    /** Exit code, once it ended and all it said is read. */
    int awaitExit() throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new AssertionError("runs on: " + out + err);
        }
        for (Thread reader : readers) {
            reader.join();
        }
        return process.exitValue();
    }

    List<String> out() {
        return out;
    }

    /** What went to stderr, without what a JVM says of its flags. */
    List<String> err() {
        return err.stream().filter(line -> !line.startsWith("WARNING: ")).toList();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    private @org.jspecify.annotations.Nullable Ready ready() {
        for (String line : out) {
            Matcher matcher = READY.matcher(line);
            if (matcher.matches()) {
                return new Ready(URI.create(matcher.group(1)), matcher.group(2));
            }
        }
        return null;
    }

    private static Thread reader(BufferedReader lines, List<String> into) {
        Thread thread = new Thread(
                () -> {
                    try {
                        lines.lines().forEach(into::add);
                    } catch (UncheckedIOException e) {
                        // Killed: there is no more.
                    }
                },
                "process-output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
