package dev.vectide.bench.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that can be killed, paused and started again; one that ends by itself is started again where it is supervised. What it
 * says goes to a file. All of them end with this JVM, unless that is killed itself.
 *
 * <p>Safe for concurrent use.
 */
final class ChildProcess {
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private @Nullable Process process;
    private boolean wanted;

    private ChildProcess(String name, List<String> command, Map<String, String> environment, Path log) {
        this.name = name;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.log = log;
    }

    /**
     * Not started yet.
     *
     * @param flags of the JVM, the class path among them
     * @param log is added to
     */
    static ChildProcess java(
            String name, List<String> flags, String main, List<String> arguments, Map<String, String> environment, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Many JVMs on few processors, and killed soon: what they start with counts, not what they would reach in the end.
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        if (Runtime.version().feature() >= 23) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(flags);
        command.add(main);
        command.addAll(arguments);
        return new ChildProcess(name, command, environment, log);
    }

    synchronized void start() {
        wanted = true;
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().keySet().removeIf(variable -> variable.startsWith("VECTIDE_"));
            builder.environment().put("MALLOC_ARENA_MAX", "2");
            builder.environment().putAll(environment);
            Process started = builder.start();
            RUNNING.add(started);
            var unused = started.onExit().thenAccept(RUNNING::remove);
            process = started;
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** SIGKILL; returns once it is gone. It stays down. */
    synchronized void kill() {
        wanted = false;
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    /** SIGTERM, and SIGKILL after a while. It stays down. */
    synchronized void stop(int seconds) throws InterruptedException {
        wanted = false;
        if (process != null) {
            process.destroy();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                kill();
            }
        }
    }

    /** Starts it again if it has ended by itself. */
    synchronized boolean supervise() {
        if (wanted && !isAlive()) {
            start();
            return true;
        }
        return false;
    }

    /** @param signal such as {@code STOP} or {@code CONT} */
    void signal(String signal) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + signal, Long.toString(running().pid())).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException("kill -" + signal + " of " + name + " ended with " + code);
        }
    }

    /** @return the exit code, or -1 if it still runs then */
    int await(int seconds) throws InterruptedException {
        return running().waitFor(seconds, TimeUnit.SECONDS) ? running().exitValue() : -1;
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    String name() {
        return name;
    }

    Path log() {
        return log;
    }

    private synchronized Process running() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }
}
