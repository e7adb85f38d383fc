package dev.vectide.bench.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code vectide} command that runs until it is stopped, in a process of its own, with the settings that it ships with. */
final class Vectide implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("(?:Vectide|The \\w+) is ready at (\\S+) .*Kafka at ([^,)]+).*");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final Path said;
    private URI address = URI.create("http://localhost/");
    private String bootstrap = "";

    private Vectide(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /**
     * Returns once it is ready.
     *
     * @param program what is run, such as the launcher
     * @param said file that gets what it says
     */
    static Vectide start(List<String> program, Map<String, String> environment, Path said, String... arguments)
            throws IOException, InterruptedException {
        Vectide vectide = new Vectide(process(program, environment, said, arguments), said);
        try {
            vectide.awaitReady();
            return vectide;
        } catch (IOException | InterruptedException | RuntimeException e) {
            vectide.close();
            throw e;
        }
    }

    /** Its exit code, once it ended by itself. */
    static int run(List<String> program, Path said, String... arguments) throws IOException, InterruptedException {
        return process(program, Map.of(), said, arguments).waitFor();
    }

    private static Process process(List<String> program, Map<String, String> environment, Path said, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        // As it ships: nobody's settings. That of CUDA belongs to the build.
        builder.environment().keySet().removeIf(name -> name.startsWith("VECTIDE_") && !name.equals("VECTIDE_CUDA"));
        builder.environment().putAll(environment);
        Process process =
                builder.redirectOutput(said.toFile()).redirectError(Path.of(said + ".err").toFile()).start();
        // Whoever stops the benchmark leaves nothing running.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return process;
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            for (String line : Files.readAllLines(said)) {
                Matcher matcher = READY.matcher(line);
                if (matcher.matches()) {
                    address = URI.create(matcher.group(1));
                    bootstrap = matcher.group(2);
                    return;
                }
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("not ready: " + String.join("\n", process.info().arguments().orElse(new String[0]))
                + "\n" + Files.readString(said) + Files.readString(Path.of(said + ".err")));
    }

    URI address() {
        return address;
    }

    /** Of the Kafka that it uses. */
    String bootstrap() {
        return bootstrap;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM, and SIGKILL for one that does not heed it. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
