package dev.vectide.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * A Kafka broker and controller in one, listening on free loopback ports, with its data in a directory that survives
 * restarts and kill -9. Clients find it where it was before, unless somebody else took that port meanwhile.
 *
 * <p>Safe for use by one thread; {@link #close} waits for a controlled shutdown.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final int NODE = 1;
    /** Kafka looks at the folders beside it only. */
    private static final String PORT = "vectide.port";

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Formats {@code directory} if it is new and starts; returns once the broker accepts connections. */
    public static EmbeddedBroker start(Path directory) {
        try {
            Files.createDirectories(directory);
            int[] ports = freePorts(rememberedPort(directory));
            Map<String, Object> settings = settings(directory, ports[0], ports[1]);
            format(directory);
            KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
            server.startup();
            Files.writeString(directory.resolve(PORT), Integer.toString(ports[0]));
            return new EmbeddedBroker(server, ports[0]);
        } catch (IOException e) {
            throw new UncheckedIOException("broker directory " + directory + ": " + e.getMessage(), e);
        }
    }

    public String bootstrap() {
        return bootstrap(port);
    }

    /** Where the broker that keeps its data in {@code directory} is, or was when it last ran; empty where there was none. */
    public static Optional<String> bootstrapOf(Path directory) {
        try {
            int port = rememberedPort(directory);
            return port == 0 ? Optional.empty() : Optional.of(bootstrap(port));
        } catch (IOException e) {
            throw new UncheckedIOException("broker directory " + directory + ": " + e.getMessage(), e);
        }
    }

    private static String bootstrap(int port) {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** The identity of a cluster is made once; a directory of another would be refused. */
    private static String clusterId(Path directory) throws IOException {
        Path file = directory.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME);
        Properties known = new Properties();
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                known.load(in);
            }
        }
        return known.getProperty("cluster.id", Uuid.randomUuid().toString());
    }

    private static void format(Path directory) throws IOException {
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setNodeId(NODE)
                .setClusterId(clusterId(directory))
                .setDirectories(List.of(directory.toString()))
                .setMetadataLogDirectory(directory.toString())
                .setControllerListenerName("CONTROLLER")
                .setIgnoreFormatted(true);
        try {
            formatter.run();
        } catch (Exception e) {
            throw new IllegalStateException("broker directory " + directory + " cannot be formatted: " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> settings(Path directory, int port, int controllerPort) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE));
        settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        settings.put("log.dirs", directory.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // After kill -9 the old registration lives for the session timeout; a short limit here would fail the start.
        settings.put("initial.broker.registration.timeout.ms", "180000");
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(topic + ".replication.factor", "1");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        // After a kill and a long time down, a transaction that a checkpoint has already settled has timed out: the first
        // look for such must come after the checkpoint's owner is back to commit it.
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "60000");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.num.partitions", "4");
        // One machine, few clients: small buffers and few threads.
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "4");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
        settings.put("log.segment.bytes", Integer.toString(64 << 20));
        settings.put("log.index.size.max.bytes", Integer.toString(1 << 20));
        settings.put("message.max.bytes", Integer.toString(32 << 20));
        settings.put("replica.fetch.max.bytes", Integer.toString(32 << 20));
        return settings;
    }

    /** 0 if none is. */
    private static int rememberedPort(Path directory) throws IOException {
        Path file = directory.resolve(PORT);
        String text = Files.exists(file) ? Files.readString(file).trim() : "";
        return text.matches("\\d{4,5}") ? Integer.parseInt(text) : 0;
    }

    private static int[] freePorts(int wanted) throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        try (ServerSocket first = new ServerSocket();
                ServerSocket second = new ServerSocket(0, 1, loopback)) {
            first.setReuseAddress(true);
            try {
                first.bind(new InetSocketAddress(loopback, wanted));
            } catch (IOException | IllegalArgumentException e) {
                first.bind(new InetSocketAddress(loopback, 0));
            }
            return new int[] {first.getLocalPort(), second.getLocalPort()};
        }
    }
}
