package dev.vectide.bench.faults;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The system as processes on this machine: three brokers, two each of ingester, encoder and indexer, a Flink cluster, and the
 * monitor that submits its jobs there. One of each role, and Flink, reach Kafka through wires that can be cut.
 *
 * <p>Used by one thread.
 */
final class Cluster implements AutoCloseable {
    static final String STREAM = "faults";
    static final int PARTITIONS = 4;
    static final List<String> INGESTERS = List.of("ingester-a", "ingester-b");
    static final List<String> ENCODERS = List.of("encoder-a", "encoder-b");
    static final List<String> INDEXERS = List.of("indexer-a", "indexer-b");
    static final String MONITOR = "monitor";
    static final List<String> ROLES = Stream.of(INGESTERS, ENCODERS, INDEXERS, List.of(MONITOR))
            .flatMap(List::stream)
            .toList();
    /** The jobs, and the monitor, from which they have it where Kafka is. */
    static final String FLINK = "flink";
    /** May be cut off from Kafka. */
    static final List<String> CUTTABLE = List.of("ingester-a", "encoder-a", "indexer-a", FLINK);

    /** On a file system of its own, where there can be one. */
    static final String ON_SMALL_DISK = "indexer-b";
    /** Its writes can be made slow, where there is a C compiler. */
    static final String ON_SLOW_DISK = "indexer-a";

    private static final String SMALL_DISK = "384m";
    private static final String MAIN = "dev.vectide.local.cli.Vectide";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long SUPERVISION_MS = 250;
    /** Of each role's heap. */
    private static final Map<String, String> HEAPS =
            Map.of("ingester", "192m", "encoder", "640m", "indexer", "320m", "monitor", "256m");

    private final Path home;
    private final Path folder;
    private final Ports ports = new Ports();
    private final Http http = new Http();
    private final Map<String, RoleProcess> roles = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, String> settings = new HashMap<>();
    private final Brokers brokers;
    private final Flink flink;
    private final Optional<SmallDisk> smallDisk;
    private final Optional<Map<String, String>> slowDisk;
    private final Thread supervisor = new Thread(this::supervise, "supervisor");
    private final Queue<String> restarts = new ConcurrentLinkedQueue<>();

    private Cluster(Path home, Path folder) throws IOException, InterruptedException {
        this.home = home;
        this.folder = folder;
        this.smallDisk = SmallDisk.mount(folder.resolve(ON_SMALL_DISK), SMALL_DISK);
        this.slowDisk = SlowDisk.environment(folder, slowDiskSignal());
        this.brokers = Brokers.start(folder, ports, classPath(), CUTTABLE);
        this.flink = startFlink();
        supervisor.setDaemon(true);
    }

    /** Leaves no brokers behind where it cannot. */
    private Flink startFlink() throws IOException {
        try {
            return Flink.start(home, folder.resolve(FLINK), ports, http);
        } catch (IOException | RuntimeException e) {
            brokers.close();
            throw e;
        }
    }

    /**
     * @param home the project, built
     * @param folder for data and logs
     */
    static Cluster start(Path home, Path folder, Consumer<String> progress) throws IOException, InterruptedException {
        Cluster cluster = new Cluster(home, folder);
        try {
            progress.accept("three brokers and a Flink cluster start");
            cluster.brokers.awaitReady(PATIENCE);
            progress.accept("seven roles start");
            cluster.startRoles();
            cluster.supervisor.start();
            cluster.awaitReady(PATIENCE);
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void startRoles() throws IOException {
        Map<String, Integer> doors = new HashMap<>();
        List<String> names = new ArrayList<>(ENCODERS);
        names.addAll(INGESTERS);
        names.addAll(INDEXERS);
        names.add(MONITOR);
        names.forEach(name -> doors.put(name, ports.next()));
        settings.put("VECTIDE_NAMESPACE", "faults");
        settings.put("VECTIDE_KAFKA_REPLICATION", Integer.toString(Brokers.COUNT));
        settings.put("VECTIDE_KAFKA_PARTITIONS", Integer.toString(PARTITIONS));
        settings.put("VECTIDE_ENCODER_CANARY_INTERVAL", "0s");
        settings.put(
                "VECTIDE_INDEXER_ENCODER",
                "http://127.0.0.1:" + doors.get(ENCODERS.get(0)) + ",http://127.0.0.1:" + doors.get(ENCODERS.get(1)));
        settings.putAll(MonitorSettings.ENVIRONMENT);
        settings.put("VECTIDE_MONITOR_PARALLELISM", Integer.toString(Flink.TASKS));
        Files.writeString(flinkSettings(), "flink:\n  rest.address: %s\n  rest.port: %d\n".formatted(
                flink.address().getHost(), flink.address().getPort()));
        for (String name : names) {
            RoleProcess role = role(name, doors.getOrDefault(name, 0), Map.of());
            roles.put(name, role);
            role.process().start();
        }
    }

    /** As systemd or Kubernetes would. */
    private void supervise() {
        try {
            while (true) {
                Thread.sleep(SUPERVISION_MS);
                Stream.concat(servers(), roles.values().stream().map(RoleProcess::process))
                        .filter(ChildProcess::supervise)
                        .forEach(process -> restarts.add(process.name() + " ended by itself"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is not ours: brokers, and Flink. */
    private Stream<ChildProcess> servers() {
        return Stream.concat(brokers.processes().stream(), flink.processes().stream());
    }

    /** Which of all of them were started again, other than by a fault, and why; oldest first, to be taken out. */
    Queue<String> restarts() {
        return restarts;
    }

    /** Not started yet. */
    private RoleProcess role(String name, int port, Map<String, String> own) {
        String kind = name.replaceFirst("-.*", "");
        List<String> flags = new ArrayList<>(classPath());
        flags.addAll(List.of("--add-modules", "jdk.incubator.vector", "-Xmx" + HEAPS.get(kind),
                "-XX:MaxDirectMemorySize=128m", "-XX:+ExitOnOutOfMemoryError", "-Dvectide.home=" + home));
        List<String> arguments = new ArrayList<>(
                List.of(kind, "--port", Integer.toString(port), "--data", folder.resolve(name).toString()));
        if (name.equals(MONITOR)) {
            arguments.addAll(List.of("--config", flinkSettings().toString()));
        } else {
            arguments.addAll(List.of("--instance", name.substring(kind.length() + 1)));
        }
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("VECTIDE_KAFKA_BOOTSTRAP", brokers.address(name.equals(MONITOR) ? FLINK : name));
        environment.putAll(own);
        if (name.equals(ON_SLOW_DISK)) {
            slowDisk.ifPresent(environment::putAll);
        }
        ChildProcess process = ChildProcess.java(
                name, flags, MAIN, arguments, environment, folder.resolve(name + ".log"));
        return new RoleProcess(name, process, URI.create("http://127.0.0.1:" + port));
    }

    /** Read by the monitor alone: variables of the environment do not reach Flink's own settings. */
    private Path flinkSettings() {
        return folder.resolve("flink.yaml");
    }

    /** Of one role, beside those that are there. */
    RoleProcess another(String name) {
        return role(name, ports.next(), Map.of());
    }

    /** In a namespace of its own; not started yet. */
    RoleProcess apart(String name, String namespace) {
        return role(name, ports.next(), Map.of("VECTIDE_NAMESPACE", namespace));
    }

    /** A command of {@code ./vectide}, with the settings of the roles; not started yet. */
    ChildProcess command(String name, Path out, String... arguments) {
        List<String> flags = new ArrayList<>(classPath());
        flags.add("-Xmx512m");
        return ChildProcess.java(name, flags, MAIN, List.of(arguments), clientSettings(), out);
    }

    /** As environment variables. */
    Map<String, String> clientSettings() {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("VECTIDE_KAFKA_BOOTSTRAP", brokers.bootstrap());
        return environment;
    }

    private List<String> classPath() {
        Path lib = home.resolve("local/target/lib");
        if (!Files.isDirectory(lib)) {
            throw new IllegalStateException(lib + " is missing: build the module local first (mvn package)");
        }
        return List.of("-cp", lib + "/*");
    }

    void awaitReady(Duration patience) throws IOException, InterruptedException {
        for (RoleProcess role : roles.values()) {
            awaitReady(role, patience);
        }
        long deadline = System.nanoTime() + patience.toNanos();
        String waiting = flink.notReady();
        while (!waiting.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Flink is not ready: " + waiting + "; see " + folder.resolve(FLINK));
            }
            Thread.sleep(100);
            waiting = flink.notReady();
        }
    }

    void awaitReady(RoleProcess role, Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!http.isReady(role.address())) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(role.name() + " is not ready; it said:\n" + lastWords(role.process()));
            }
            Thread.sleep(100);
        }
    }

    /** Those that are not ready, with the reason. Who says that only a new process would mend it gets one. */
    List<String> notReady() throws InterruptedException {
        List<String> waiting = new ArrayList<>();
        for (RoleProcess role : roles.values()) {
            String reason = http.reason(role.address().resolve("/readyz"));
            if (!reason.isEmpty()) {
                waiting.add(role.name() + ": " + reason);
                String failure = http.failure(role.address().resolve("/livez"));
                if (!failure.isEmpty()) {
                    restarts.add(role.name() + " was no longer alive (" + failure + ")");
                    role.process().kill();
                    role.process().start();
                }
            }
        }
        String jobs = flink.notReady();
        if (!jobs.isEmpty()) {
            waiting.add(FLINK + ": " + jobs);
        }
        return waiting;
    }

    private static String lastWords(ChildProcess process) throws IOException {
        List<String> lines = Files.readAllLines(process.log());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    RoleProcess role(String name) {
        RoleProcess role = roles.get(name);
        if (role == null) {
            throw new IllegalArgumentException("no role " + name + " among " + roles.keySet());
        }
        return role;
    }

    List<URI> addresses(List<String> names) {
        return names.stream().map(name -> role(name).address()).toList();
    }

    /** Of a role, a broker or a part of Flink. */
    ChildProcess process(String name) {
        return servers()
                .filter(process -> process.name().equals(name))
                .findFirst()
                .orElseGet(() -> role(name).process());
    }

    /** Of {@link #ON_SMALL_DISK}. */
    Optional<SmallDisk> smallDisk() {
        return smallDisk;
    }

    /** Whether writes of {@link #ON_SLOW_DISK} can be made slow. */
    boolean hasSlowDisk() {
        return slowDisk.isPresent();
    }

    /** A file that makes them slow while it exists. */
    Path slowDiskSignal() {
        return folder.resolve("slow-disk");
    }

    Brokers brokers() {
        return brokers;
    }

    Http http() {
        return http;
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        supervisor.interrupt();
        roles.values().forEach(role -> role.process().kill());
        flink.processes().forEach(ChildProcess::kill);
        brokers.close();
        smallDisk.ifPresent(SmallDisk::close);
    }
}
