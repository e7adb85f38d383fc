package dev.vectide.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.testing.TestConfig;
import dev.vectide.testing.TestKafka;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A role that cannot do its work does not start: one line that says why, and the exit code of its kind. */
class RoleRefusalsIT {
    @TempDir
    private Path folder;

    private final String namespace = TestKafka.namespace();

    @ParameterizedTest
    @ValueSource(strings = {"ingester", "encoder", "indexer"})
    void topicsWithOtherPartitionsAreExitCode2(String role) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestKafka.shared().bootstrap()))) {
            Map<String, String> three = Map.of("VECTIDE_NAMESPACE", namespace, "VECTIDE_KAFKA_PARTITIONS", "3");
            new TopicAdmin(TestConfig.of(three)).ensureShared(admin);
        }
        refused(
                2,
                "vectide: topic " + namespace + ".events: partitions = 3: expected 4; set kafka.partitions "
                        + "to what the topics have",
                Map.of(),
                role, "--port", port());
    }

    @Test
    void aBrokerThatDoesNotAnswerIsExitCode69() throws Exception {
        String nowhere = "127.0.0.1:" + port();
        refused(
                69,
                "kafka.bootstrap = " + nowhere + " does not answer",
                Map.of("VECTIDE_KAFKA_BOOTSTRAP", nowhere),
                "ingester", "--port", "0");
    }

    @Test
    void noBrokerIsExitCode2() throws Exception {
        refused(2, "kafka.bootstrap is empty", Map.of("VECTIDE_KAFKA_BOOTSTRAP", ""), "encoder", "--port", "0");
    }

    @Test
    void anIndexerThatTheOthersCannotReachIsExitCode2() throws Exception {
        refused(2, "http.port = 0: expected a port", Map.of(), "indexer", "--port", "0");
    }

    @Test
    void anIndexerThatTheOthersWouldNotLetInIsExitCode2() throws Exception {
        Path file = Files.writeString(folder.resolve("keys.yaml"), "security: {keys: [{name: one, sha256: '"
                + "0".repeat(64) + "', streams: [\"*\"], verbs: [read]}]}");
        refused(
                2,
                "security.own-key: expected one of security.keys, with read of \"*\"",
                Map.of("VECTIDE_INDEXER_ENCODER", "http://127.0.0.1:1", "VECTIDE_SECURITY_OWN_KEY", "k".repeat(40)),
                "indexer", "--port", port(), "--config", file.toString());
    }

    @Test
    void anAddressThatIsNoneIsExitCode2() throws Exception {
        refused(
                2,
                "indexer.encoder = encoder:8080: expected addresses such as http://host:8080",
                Map.of("VECTIDE_INDEXER_ENCODER", "encoder:8080"),
                "indexer", "--port", port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingester", "encoder", "indexer", "monitor"})
    void aDoorThatIsOpenToOthersIsExitCode2(String role) throws Exception {
        refused(
                2,
                "http.host = 0.0.0.0: expected a loopback address",
                Map.of("VECTIDE_HTTP_HOST", "0.0.0.0"),
                role, "--port", port());
    }

    private void refused(int exit, String why, Map<String, String> settings, String... args) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(
                "VECTIDE_NAMESPACE", namespace,
                "VECTIDE_KAFKA_BOOTSTRAP", TestKafka.shared().bootstrap(),
                "VECTIDE_ENCODER_CANARY_INTERVAL", "0s"));
        environment.putAll(settings);
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--data";
        all[args.length + 1] = folder.toString();
        try (VectideProcess role = VectideProcess.start("384m", environment, all)) {
            assertThat(role.awaitExit()).as(String.join("\n", role.err())).isEqualTo(exit);
            assertThat(role.err()).singleElement().asString().contains(why);
        }
    }

    private static String port() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
