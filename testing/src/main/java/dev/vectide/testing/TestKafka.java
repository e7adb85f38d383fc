package dev.vectide.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * One real Kafka for all tests of a JVM: a container where a Docker engine answers, the same broker in a JVM of its own
 * where none does. It says which. Tests keep apart by namespace.
 *
 * <p>Safe for concurrent use.
 */
public final class TestKafka {
    /** The version that {@code kafka.version} of the root pom names. */
    private static final String IMAGE = "apache/kafka:4.2.2";

    private static final int CONTAINERS = 3;
    private static final int ANSWER_SECONDS = 30;

    static final String READY = "broker is at ";
    private static final AtomicInteger NAMESPACES = new AtomicInteger();

    private final String bootstrap;

    private TestKafka(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** Starts the broker on first use; it ends with this JVM. */
    public static TestKafka shared() {
        return Holder.SHARED;
    }

    public String bootstrap() {
        return bootstrap;
    }

    /** A namespace that no other test uses. */
    public static String namespace() {
        return "test" + ProcessHandle.current().pid() + "-" + NAMESPACES.incrementAndGet();
    }

    private static TestKafka start() {
        try {
            return dockerAnswers() ? inContainer() : inOwnJvm();
        } catch (IOException e) {
            throw new UncheckedIOException("the test broker does not start: " + e.getMessage(), e);
        }
    }

    private static boolean dockerAnswers() {
        String host = System.getenv("DOCKER_HOST");
        Path socket = Path.of(host != null && host.startsWith("unix://") ? host.substring(7) : "/var/run/docker.sock");
        // Testcontainers searches for minutes where there is nothing: ask the file system first.
        return (Files.exists(socket) || (host != null && !host.startsWith("unix://")))
                && DockerClientFactory.instance().isDockerAvailable();
    }

    /**
     * A container may be up and yet not be reached, such as where its address still leads to one that is gone: then another is
     * started beside it, which has another address, and what the first one said is shown.
     */
    private static TestKafka inContainer() throws IOException {
        for (int left = CONTAINERS; left > 0; left--) {
            KafkaContainer container = new KafkaContainer(DockerImageName.parse(IMAGE))
                    .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                    .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
                    .withEnv("KAFKA_HEAP_OPTS", "-Xmx384m");
            container.start();
            // Testcontainers' own reaper may be switched off, as it is where no image can be pulled.
            Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
            String bootstrap = container.getBootstrapServers();
            Optional<String> silence = silence(bootstrap);
            if (silence.isEmpty()) {
                System.out.println("test broker: container of " + IMAGE + " at " + bootstrap);
                return new TestKafka(bootstrap);
            }
            System.err.printf(
                    Locale.ROOT, "no broker answers at %s (%s); its container says:%n", bootstrap, silence.get());
            System.err.println(container.getLogs());
        }
        throw new IOException("none of " + CONTAINERS + " containers of " + IMAGE + " answers");
    }

    /** Why nobody answers there; empty if somebody does. */
    private static Optional<String> silence(String bootstrap) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            admin.describeCluster().nodes().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.of(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a broker was asked", e);
        }
    }

    private static TestKafka inOwnJvm() throws IOException {
        Path data = Files.createTempDirectory("vectide-test-broker");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlog4j2.level=ERROR",
                        "-cp",
                        classPath(),
                        BrokerMain.class.getName(),
                        data.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            process.destroyForcibly();
            delete(data);
        }));
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(READY)) {
                String bootstrap = line.substring(READY.length());
                System.out.println("test broker: a JVM of its own (pid " + process.pid() + ") at " + bootstrap);
                drain(out);
                return new TestKafka(bootstrap);
            }
        }
        throw new IOException("the broker's JVM ended before it was ready");
    }

    /** What the broker says later is passed on, so that it never waits for a reader. */
    private static void drain(BufferedReader out) {
        Thread reader = new Thread(() -> out.lines().forEach(System.err::println), "test-broker-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** This module's classes and the class path that its build wrote beside them. */
    private static String classPath() throws IOException {
        Path target = Path.of(System.getProperty("vectide.root", "."), "testing", "target");
        Path list = target.resolve("broker.classpath");
        if (!Files.exists(list)) {
            throw new IOException(list + " is missing: build the module testing first");
        }
        return target.resolve("classes") + File.pathSeparator + Files.readString(list).trim();
    }

    private static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            files.sorted(java.util.Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            System.err.printf(Locale.ROOT, "left behind: %s (%s)%n", directory, e.getMessage());
        }
    }

    private static final class Holder {
        private static final TestKafka SHARED = start();
    }
}
