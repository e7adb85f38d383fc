package dev.vectide.local.process;

import dev.vectide.local.http.Certificates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A real Kafka, in a JVM of its own, that is reached by SASL_SSL alone (SCRAM-SHA-512; a certificate of the JDK's keytool) and
 * allows nobody anything but what ACLs say.
 */
final class SecureBroker implements AutoCloseable {
    static final String USER = "vectide";
    private static final String ADMIN = "admin";

    private final Process process;
    private final String bootstrap;
    private final Path trust;
    private final String password = secret();
    private final String adminPassword = secret();

    private SecureBroker(Path folder, Certificates tls) throws IOException {
        int[] ports = freePorts(2);
        this.bootstrap = "127.0.0.1:" + ports[0];
        this.trust = tls.store();
        Path file = folder.resolve("server.properties");
        try (Writer out = Files.newBufferedWriter(file)) {
            settings(Files.createDirectories(folder.resolve("broker")), ports, tls).store(out, null);
        }
        this.process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dlog4j2.level=ERROR",
                        "-cp", System.getProperty("java.class.path"), SecureBrokerMain.class.getName(),
                        file.toString(), user(USER, password), user(ADMIN, adminPassword)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Returns once it is reached. */
    static SecureBroker start(Path folder, Certificates tls) throws IOException {
        SecureBroker broker = new SecureBroker(folder, tls);
        BufferedReader out =
                new BufferedReader(new InputStreamReader(broker.process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.equals(SecureBrokerMain.READY)) {
                drain(out);
                return broker;
            }
        }
        throw new IOException("the broker's JVM ended before it was ready");
    }

    /** So that it never waits for a reader. */
    private static void drain(BufferedReader out) {
        Thread reader = new Thread(() -> out.lines().forEach(System.err::println), "secure-broker-output");
        reader.setDaemon(true);
        reader.start();
    }

    String bootstrap() {
        return bootstrap;
    }

    /** Of {@link #USER}. */
    String password() {
        return password;
    }

    /** As {@code kafka.client}. */
    Map<String, String> client() {
        return client(USER, password, trust);
    }

    /** @param store of certificates to trust */
    static Map<String, String> client(String user, String password, Path store) {
        return Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "SCRAM-SHA-512",
                "sasl.jaas.config", login(user, password),
                "ssl.truststore.location", store.toString(),
                "ssl.truststore.type", "PKCS12",
                "ssl.truststore.password", Certificates.PASSWORD);
    }

    /** What SECURITY.md says: the user of a namespace has what begins with its name, and nothing else. */
    void allow(String namespace) throws Exception {
        List<AclBinding> acls = Stream.of(ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID)
                .map(type -> new AclBinding(
                        new ResourcePattern(type, namespace + ".", PatternType.PREFIXED),
                        new AccessControlEntry("User:" + USER, "*", AclOperation.ALL, AclPermissionType.ALLOW)))
                .toList();
        try (Admin admin = admin()) {
            admin.createAcls(acls).all().get();
        }
    }

    private Admin admin() {
        Properties properties = new Properties();
        properties.putAll(client(ADMIN, adminPassword, trust));
        properties.put("bootstrap.servers", bootstrap);
        return Admin.create(properties);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static String secret() {
        return UUID.randomUUID().toString();
    }

    private static String user(String name, String password) {
        return "SCRAM-SHA-512=[name=" + name + ",password=" + password + "]";
    }

    private static String login(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                + password + "\";";
    }

    private Properties settings(Path data, int[] ports, Certificates tls) {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@127.0.0.1:" + ports[1],
                "listeners", "SASL_SSL://127.0.0.1:" + ports[0] + ",CONTROLLER://127.0.0.1:" + ports[1],
                "advertised.listeners", "SASL_SSL://127.0.0.1:" + ports[0],
                "controller.listener.names", "CONTROLLER",
                "inter.broker.listener.name", "SASL_SSL",
                "listener.security.protocol.map", "CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL",
                "log.dirs", data.toString(),
                "auto.create.topics.enable", "false"));
        settings.putAll(Map.of(
                "sasl.enabled.mechanisms", "SCRAM-SHA-512",
                "sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512",
                "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config", login(ADMIN, adminPassword),
                "ssl.keystore.location", tls.store().toString(),
                "ssl.keystore.type", "PKCS12",
                "ssl.keystore.password", Certificates.PASSWORD,
                "ssl.truststore.location", tls.store().toString(),
                "ssl.truststore.type", "PKCS12",
                "ssl.truststore.password", Certificates.PASSWORD));
        settings.putAll(Map.of(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                // The controller's listener, which only this process uses, knows no names.
                "super.users", "User:" + ADMIN + ";User:ANONYMOUS"));
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(topic + ".replication.factor", "1");
        }
        settings.putAll(Map.of(
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.num.partitions", "4",
                "group.initial.rebalance.delay.ms", "0",
                "num.network.threads", "2",
                "num.io.threads", "4",
                "log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20),
                "log.index.size.max.bytes", Integer.toString(1 << 20)));
        settings.put("message.max.bytes", Integer.toString(32 << 20));
        return settings;
    }

    static int[] freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        int[] ports = sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }
}
