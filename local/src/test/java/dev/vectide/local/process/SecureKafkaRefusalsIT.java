package dev.vectide.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import dev.vectide.local.http.Certificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A Kafka that does not let a role in, or that it cannot trust: one line that says why and no secret, and the exit code of
 * wrong settings, instead of trying for ever.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecureKafkaRefusalsIT {
    private static final String WRONG = "not-the-password";

    @TempDir
    private static Path folder;

    private SecureBroker broker;

    @BeforeAll
    void start() throws Exception {
        broker = SecureBroker.start(folder, Certificates.make(folder, "kafka", "dns:localhost,ip:127.0.0.1"));
        broker.allow("secured");
    }

    @AfterAll
    void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingester", "encoder", "indexer", "monitor"})
    void aWrongPasswordIsExitCode2(String role) throws Exception {
        refused(role, "secured", Map.of("sasl.jaas.config", login(WRONG)),
                "does not let this user in, see sasl.*: ", "invalid credentials with SASL mechanism SCRAM-SHA-512");
    }

    @Test
    void aCertificateThatNobodyTrustsIsExitCode2() throws Exception {
        Certificates other = Certificates.make(folder, "other", "dns:localhost,ip:127.0.0.1");
        refused("ingester", "secured", Map.of("ssl.truststore.location", other.store().toString()),
                "no TLS with Kafka at kafka.bootstrap = " + broker.bootstrap() + ", see ssl.*: ",
                "unable to find valid certification path");
    }

    @Test
    void anotherMechanismIsExitCode2() throws Exception {
        refused("ingester", "secured", Map.of(
                        "sasl.mechanism", "PLAIN",
                        "sasl.jaas.config", login(WRONG).replace("scram.Scram", "plain.Plain")),
                "does not let this user in, see sasl.*: ", "PLAIN", "SCRAM-SHA-512");
    }

    @Test
    void aNamespaceOfOthersIsExitCode2() throws Exception {
        refused("ingester", "theirs", Map.of(),
                "does not allow this user what Vectide needs: topic theirs.events cannot be created");
    }

    @Test
    void aTrustStoreThatIsNotThereIsExitCode2() throws Exception {
        refused("ingester", "secured", Map.of("ssl.truststore.location", "/nowhere/kafka.p12"),
                "Kafka's clients cannot use it: ", "/nowhere/kafka.p12");
    }

    @Test
    void aLoginThatIsNoneIsExitCode2() throws Exception {
        refused("ingester", "secured", Map.of("sasl.jaas.config", login(WRONG + "\" " + WRONG)),
                "sasl.jaas.config cannot be read; expected LoginModule required key=\"value\" …;");
    }

    private static String login(String password) {
        return SecureBroker.client(SecureBroker.USER, password, Path.of("any")).get("sasl.jaas.config");
    }

    private void refused(String role, String namespace, Map<String, String> client, String... why) throws Exception {
        Map<String, String> all = new HashMap<>(broker.client());
        all.putAll(client);
        ObjectNode settings = Json.MAPPER.createObjectNode().put("namespace", namespace);
        ObjectNode kafka = settings.putObject("kafka").put("bootstrap", broker.bootstrap());
        all.forEach(kafka.putObject("client")::put);
        settings.putObject("http").put("port", SecureBroker.freePorts(1)[0]);
        Path file = Files.writeString(folder.resolve("vectide.yaml"), settings.toPrettyString());
        Path data = Files.createTempDirectory(folder, "data");
        try (VectideProcess process = VectideProcess.start(
                "256m", Map.of(), role, "--config", file.toString(), "--data", data.toString())) {
            assertThat(process.awaitExit()).as(String.join("\n", process.err())).isEqualTo(2);
            assertThat(process.err()).singleElement().asString()
                    .startsWith("vectide: settings: kafka.client: ")
                    .contains(why)
                    .doesNotContain(WRONG);
            Path log = data.resolve("logs/vectide.log");
            assertThat(Files.exists(log) ? Files.readString(log) : "").doesNotContain(WRONG, Certificates.PASSWORD);
        }
    }
}
