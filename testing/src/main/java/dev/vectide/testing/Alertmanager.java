package dev.vectide.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The Alertmanager that is installed here, in a process of its own. */
public final class Alertmanager implements AutoCloseable {
    private static final List<String> PROGRAMS = List.of("prometheus-alertmanager", "alertmanager");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Process process;
    private final String url;

    private Alertmanager(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Empty where one can run; else what is left unchecked and why, which is also printed, and on CI a failure. */
    public static Optional<String> unchecked() throws InterruptedException {
        if (program().isPresent()) {
            return Optional.empty();
        }
        String message = "delivery is NOT checked against Alertmanager: there is none here"
                + " (apt-get install prometheus-alertmanager)";
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(message);
        }
        System.out.println(message);
        return Optional.of(message);
    }

    /**
     * Starts one on a free port of the loopback, and returns once it answers.
     *
     * @param settings of Alertmanager, YAML
     * @param work where it keeps its data
     */
    public static Alertmanager start(String settings, Path work) throws IOException, InterruptedException {
        Path file = Files.writeString(work.resolve("alertmanager.yml"), settings);
        int port = freePort();
        Process process = new ProcessBuilder(
                        program().orElseThrow(),
                        "--config.file=" + file,
                        "--storage.path=" + work.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=",
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        // It must not outlive the tests.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Alertmanager started = new Alertmanager(process, "http://127.0.0.1:" + port);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!started.answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                started.close();
                throw new AssertionError("Alertmanager does not start");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return started;
    }

    public String url() {
        return url;
    }

    /** The body of a successful answer. */
    public String get(String path) {
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean answers() {
        try {
            get("/-/ready");
            return true;
        } catch (UncheckedIOException | AssertionError e) {
            return false;
        }
    }

    private static Optional<String> program() throws InterruptedException {
        for (String program : PROGRAMS) {
            try {
                Process process = new ProcessBuilder(program, "--version").redirectErrorStream(true).start();
                process.getInputStream().readAllBytes();
                if (process.waitFor() == 0) {
                    return Optional.of(program);
                }
            } catch (IOException e) {
                // The next one.
            }
        }
        return Optional.empty();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
