package dev.vectide.bench.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.StringJoiner;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * Three Kafka servers, each broker and controller, as processes of Kafka's own main class: three copies of everything, of
 * which two must have what is acknowledged. Each role that is to be cut off has a listener of its own at each broker, whose
 * address leads through a {@link Wire}: what brokers tell such a client of each other leads there too.
 *
 * <p>Used by one thread.
 */
final class Brokers implements AutoCloseable {
    static final int COUNT = 3;

    private static final String LOGGING = "broker-log4j2.xml";

    private final int[] ports = new int[COUNT];
    private final List<ChildProcess> processes = new ArrayList<>();
    /** By role, its ways to each broker, and where these begin. */
    private final Map<String, List<Wire>> wires = new HashMap<>();

    private final Map<String, String> addresses = new HashMap<>();

    /** @param cuttable names of roles that may be cut off */
    static Brokers start(Path folder, Ports free, List<String> flags, List<String> cuttable) throws IOException {
        Brokers brokers = new Brokers();
        int[] controllers = IntStream.range(0, COUNT).map(node -> free.next()).toArray();
        String voters = IntStream.range(0, COUNT)
                .mapToObj(node -> (node + 1) + "@127.0.0.1:" + controllers[node])
                .collect(Collectors.joining(","));
        String cluster = Uuid.randomUuid().toString();
        for (int node = 0; node < COUNT; node++) {
            Path own = folder.resolve("broker-" + (node + 1));
            brokers.add(own, node, free, voters, controllers[node], flags, cuttable, cluster);
        }
        brokers.processes.forEach(ChildProcess::start);
        return brokers;
    }

    private void add(
            Path folder,
            int node,
            Ports free,
            String voters,
            int controller,
            List<String> flags,
            List<String> cuttable,
            String cluster)
            throws IOException {
        StringJoiner listeners = new StringJoiner(",");
        StringJoiner advertised = new StringJoiner(",");
        StringJoiner protocols = new StringJoiner(",");
        ports[node] = free.next();
        listeners.add("PLAINTEXT://127.0.0.1:" + ports[node]).add("CONTROLLER://127.0.0.1:" + controller);
        advertised.add("PLAINTEXT://127.0.0.1:" + ports[node]);
        protocols.add("PLAINTEXT:PLAINTEXT").add("CONTROLLER:PLAINTEXT");
        for (int i = 0; i < cuttable.size(); i++) {
            int inside = free.next();
            int outside = free.next();
            wires.computeIfAbsent(cuttable.get(i), any -> new ArrayList<>()).add(new Wire(outside, inside));
            addresses.merge(cuttable.get(i), "127.0.0.1:" + outside, (one, other) -> one + "," + other);
            listeners.add("WIRE" + i + "://127.0.0.1:" + inside);
            advertised.add("WIRE" + i + "://127.0.0.1:" + outside);
            protocols.add("WIRE" + i + ":PLAINTEXT");
        }
        Path data = Files.createDirectories(folder.resolve("data"));
        Properties settings = settings();
        settings.setProperty("node.id", Integer.toString(node + 1));
        settings.setProperty("controller.quorum.voters", voters);
        settings.setProperty("listeners", listeners.toString());
        settings.setProperty("advertised.listeners", advertised.toString());
        settings.setProperty("listener.security.protocol.map", protocols.toString());
        settings.setProperty("log.dirs", data.toString());
        Path file = folder.resolve("server.properties");
        try (Writer out = Files.newBufferedWriter(file)) {
            settings.store(out, null);
        }
        format(node + 1, data, cluster);
        List<String> all = new ArrayList<>(flags);
        all.addAll(List.of("-Xmx256m", "-Dlog4j2.configurationFile=" + logging(folder)));
        processes.add(ChildProcess.java(
                "broker-" + (node + 1), all, "kafka.Kafka", List.of(file.toString()), Map.of(), folder.resolve("out.log")));
    }

    /** Warnings to the process's own output. */
    private static Path logging(Path folder) throws IOException {
        Path file = folder.resolve(LOGGING);
        try (InputStream in = Objects.requireNonNull(Brokers.class.getResourceAsStream(LOGGING), LOGGING)) {
            Files.copy(in, file);
        }
        return file;
    }

    private static Properties settings() {
        Properties settings = new Properties();
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty("inter.broker.listener.name", "PLAINTEXT");
        settings.setProperty("auto.create.topics.enable", "false");
        settings.setProperty("min.insync.replicas", "2");
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        settings.setProperty("initial.broker.registration.timeout.ms", "600000");
        // Busy machines hold elections up; what is usual (1 s and 2 s) may then never lead to a leader.
        settings.setProperty("controller.quorum.election.timeout.ms", "4000");
        settings.setProperty("controller.quorum.fetch.timeout.ms", "5000");
        settings.setProperty("controller.quorum.request.timeout.ms", "4000");
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.setProperty(topic + ".replication.factor", Integer.toString(COUNT));
        }
        settings.setProperty("transaction.state.log.min.isr", "2");
        settings.setProperty("share.coordinator.state.topic.min.isr", "2");
        settings.setProperty("offsets.topic.num.partitions", "4");
        settings.setProperty("transaction.state.log.num.partitions", "4");
        // One machine for all: small buffers and few threads.
        settings.setProperty("num.network.threads", "1");
        settings.setProperty("num.io.threads", "4");
        settings.setProperty("background.threads", "2");
        settings.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
        settings.setProperty("log.segment.bytes", Integer.toString(64 << 20));
        settings.setProperty("log.index.size.max.bytes", Integer.toString(1 << 20));
        settings.setProperty("message.max.bytes", Integer.toString(32 << 20));
        settings.setProperty("replica.fetch.max.bytes", Integer.toString(32 << 20));
        return settings;
    }

    private static void format(int node, Path data, String cluster) {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setNodeId(node)
                    .setClusterId(cluster)
                    .setDirectories(List.of(data.toString()))
                    .setMetadataLogDirectory(data.toString())
                    .setControllerListenerName("CONTROLLER")
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("broker directory " + data + " cannot be formatted: " + e.getMessage(), e);
        }
    }

    /** Returns once all are there. */
    void awaitReady(Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            while (nodes(admin) < COUNT) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("the brokers do not all answer; see " + processes.get(0).log());
                }
                Thread.sleep(100);
            }
        }
    }

    private static int nodes(Admin admin) throws InterruptedException {
        try {
            return admin.describeCluster().nodes().get().size();
        } catch (ExecutionException e) {
            return 0;
        }
    }

    /** Past all wires. */
    String bootstrap() {
        return IntStream.of(ports).mapToObj(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    /** Where a role finds Kafka: through its wires, if it has any. */
    String address(String role) {
        return addresses.getOrDefault(role, bootstrap());
    }

    List<Wire> wires(String role) {
        return wires.getOrDefault(role, List.of());
    }

    List<ChildProcess> processes() {
        return processes;
    }

    @Override
    public void close() throws IOException {
        processes.forEach(ChildProcess::kill);
        for (List<Wire> all : wires.values()) {
            for (Wire wire : all) {
                wire.close();
            }
        }
    }
}
