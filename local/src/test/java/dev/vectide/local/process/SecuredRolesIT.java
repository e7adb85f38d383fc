package dev.vectide.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.access.ApiKey;
import dev.vectide.core.wire.Json;
import dev.vectide.local.http.Certificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The system with everything shut: Kafka by SASL_SSL and ACLs, TLS and keys at every door. It works, refuses who is not let in
 * with a reason, keeps its bounds, and tells no secret. One system for all, as it takes a while to start.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecuredRolesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<String> ROLES = List.of("encoder", "ingester", "indexer-a", "indexer-b", "monitor");
    private static final int DOCUMENTS = 24;

    @TempDir
    private static Path folder;

    private SecuredSystem system;

    @BeforeAll
    void start() throws Exception {
        system = SecuredSystem.start(folder);
        for (String role : ROLES) {
            assertThat(system.process(role).awaitReady().address()).hasScheme("https");
        }
    }

    @AfterAll
    void stop() throws Exception {
        if (system != null) {
            system.close();
        }
    }

    @Test
    @Order(1)
    void anEventIsFoundByItsMeaningAtEitherIndexerAndWatched() throws Exception {
        List<Map<String, String>> events = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            events.add(Map.of("id", "d" + i, "text", "note " + i + (i == 7 ? ": the printer is out of toner" : " of the day")));
        }
        Client.Answer sent =
                system.ask("ingester", "POST", "/v1/streams/notes/events", Json.MAPPER.writeValueAsString(events));
        assertThat(sent.status()).as(sent.body()).isEqualTo(202);
        String position = sent.json().path("position").asText();

        for (String indexer : List.of("indexer-a", "indexer-b")) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(shards(indexer)).isEqualTo(2));
            Client.Answer found = system.ask(
                    indexer, "POST", "/collections/notes/points/query?timeout=120", text("no more ink"),
                    "X-Min-Position", position);
            assertThat(found.status()).as(found.body()).isEqualTo(200);
            assertThat(found.json().at("/result/points/0/id").asText()).as(found.body()).isEqualTo("d7");
            Client.Answer count = system.ask(indexer, "POST", "/collections/notes/points/count", "{}");
            assertThat(count.json().at("/result/count").asInt()).as(count.body()).isEqualTo(DOCUMENTS);
        }
        // Written by a job in the monitor's Flink, read back, and told to a receiver that is not there.
        await().atMost(PATIENCE).untilAsserted(() ->
                assertThat(system.ask("monitor", "GET", "/v1/alerts", "").body()).contains("\"silence\"", "notes"));
    }

    /** Of those that the indexer has itself. */
    private double shards(String indexer) throws Exception {
        return system.ask(indexer, "GET", "/metrics", "").body().lines()
                .filter(line -> line.startsWith("vectide_indexer_shards{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    @Order(2)
    void withoutAKeyNoDoorOpens() throws Exception {
        for (String role : ROLES) {
            Client.Answer nobody = system.askAs(role, "", "GET", "/metrics", "");
            assertThat(nobody.status()).as(role).isEqualTo(401);
            assertThat(nobody.body()).contains("an API key is needed");
            Client.Answer stranger = system.askAs(role, "k".repeat(40), "GET", "/metrics", "");
            assertThat(stranger.status()).as(role).isEqualTo(401);
            assertThat(stranger.body()).contains("this API key is not known here");
        }
    }

    @Test
    @Order(3)
    void whatIsOverAQuotaIs429AndSaysWhenToComeAgain() throws Exception {
        String event = "{\"id\": \"a\", \"text\": \"b\"}";
        overQuota("ingester", system.key, "/v1/streams/few-events/events", event, "events", "application/problem+json");
        overQuota("ingester", system.key, "/v1/streams/few-bytes/events", event, "bytes", "application/problem+json");
        overQuota("encoder", system.meteredKey, "/v1/embeddings", "{\"model\": \"all-minilm-l6-v2\", \"input\": \"a\"}",
                "texts", "application/json");
        for (String kind : List.of("searches", "texts")) {
            String stream = "few-" + kind;
            assertThat(system.ask("ingester", "POST", "/v1/streams/" + stream + "/events", event).status()).isEqualTo(202);
            await().atMost(PATIENCE).untilAsserted(() ->
                    assertThat(system.ask("indexer-a", "GET", "/collections/" + stream, "").status()).isEqualTo(200));
            overQuota("indexer-a", system.key, "/collections/" + stream + "/points/query", text("a"), kind, "application/json");
        }
    }

    /** The first is in bounds; the second may overdraw the bucket, which fills by one in a hundred seconds; a third is over. */
    private void overQuota(String role, String key, String path, String body, String kind, String type) throws Exception {
        Client.Answer first = system.askAs(role, key, "POST", path, body);
        assertThat(first.status()).as(first.body()).isIn(200, 202);
        Client.Answer last = first;
        for (int i = 0; i < 2 && last.status() != 429; i++) {
            last = system.askAs(role, key, "POST", path, body);
        }
        assertThat(last.status()).as(kind + ": " + last.body()).isEqualTo(429);
        assertThat(last.body()).contains("has had more than its", kind + " a second; try again later");
        assertThat(last.type()).startsWith(type);
        assertThat(Integer.parseInt(last.retryAfter())).isBetween(1, 200);
    }

    @Test
    @Order(4)
    void bodiesAndHeadersOverTheLimitAre413And431() throws Exception {
        String large = "{\"id\": \"large\", \"text\": \"" + "x".repeat(300_000) + "\"}";
        Map<String, String> doors = Map.of(
                "ingester", "/v1/streams/notes/events",
                "encoder", "/v1/embeddings",
                "indexer-a", "/collections/notes/points/query");
        for (Map.Entry<String, String> door : doors.entrySet()) {
            Client.Answer answer = system.ask(door.getKey(), "POST", door.getValue(), large);
            assertThat(answer.status()).as(door + ": " + answer.body()).isEqualTo(413);
            assertThat(answer.type()).as(door.toString()).contains("json");
        }
        for (String role : ROLES) {
            assertThat(system.ask(role, "GET", "/metrics", "", "X-Long", "x".repeat(3000)).status()).isEqualTo(200);
            assertThat(system.ask(role, "GET", "/metrics", "", "X-Long", "x".repeat(5000)).status()).isEqualTo(431);
        }
    }

    @Test
    @Order(5)
    void anIndexerWhoseKeyTheOthersDoNotKnowSaysSo() throws Exception {
        String strange = ApiKey.generate(new SecureRandom());
        ObjectNode settings = system.settings();
        SecuredSystem.let((ObjectNode) settings.path("security"), "strange", strange, "read");
        system.run("indexer-b", settings, Map.of("VECTIDE_SECURITY_OWN_KEY", strange));

        refuses("indexer-b", "/collections/notes/points/query", text("ink"),
                "the encoder at https://127.0.0.1:", "answers 401: this API key is not known here");
        refuses("indexer-b", "/collections/notes/points/count", "{}",
                "do not answer: 127.0.0.1:", "answers 401: this API key is not known here");
    }

    @Test
    @Order(6)
    void anIndexerThatDoesNotTrustTheOthersCertificateSaysSo() throws Exception {
        Certificates other = Certificates.make(folder, "other", "dns:localhost,ip:127.0.0.1");
        ObjectNode settings = system.settings();
        ((ObjectNode) settings.path("security")).put("trust", other.certificate().toString());
        ((ObjectNode) settings.path("indexer")).put("encoder-timeout", "3s");
        system.run("indexer-b", settings, Map.of());

        refuses("indexer-b", "/collections/notes/points/query", text("ink"),
                "no encoder of space", "its certificate is not trusted here (security.trust): ");
        refuses("indexer-b", "/collections/notes/points/count", "{}",
                "do not answer: 127.0.0.1:", "its certificate is not trusted here (security.trust): ");
    }

    private void refuses(String role, String path, String body, String... why) throws Exception {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Client.Answer answer = system.ask(role, "POST", path, body);
            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
            assertThat(answer.json().at("/status/error").asText()).contains(why);
        });
    }

    private static String text(String text) {
        ObjectNode query = Json.MAPPER.createObjectNode().put("limit", 1);
        query.putObject("query").put("text", text);
        return query.toString();
    }

    /** Last, as it looks at what all before it brought about. */
    @Test
    @Order(7)
    void noSecretIsInLogsDataPagesOrAnswers() throws Exception {
        for (String role : ROLES) {
            for (String path : List.of("/metrics", "/readyz", "/openapi.json", "/v1/streams", "/config", "/v1/nothing")) {
                system.ask(role, "GET", path, "");
            }
            system.ask(role, "POST", "/v1/streams/notes/events", "not JSON");
        }
        Path file = system.file("vectide.yaml", system.settings());
        try (VectideProcess config = VectideProcess.start(
                "128m", Map.of("VECTIDE_SECURITY_OWN_KEY", system.ownKey), "config", "--print", "--config", file.toString())) {
            assertThat(config.awaitExit()).isZero();
            assertThat(config.out()).anyMatch(line -> line.contains("SASL_SSL"));
            system.bodies.addAll(config.out());
            system.bodies.addAll(config.err());
        }
        Map<String, String> secrets = secrets();
        String answers = String.join("\n", system.bodies);
        for (String role : ROLES) {
            system.stop(role); // What they write is read in peace.
        }
        String said = String.join("\n", system.said);
        secrets.forEach((name, secret) -> {
            assertThat(answers.contains(secret)).as(name + " in an answer").isFalse();
            assertThat(said.contains(secret)).as(name + " in what a process said").isFalse();
        });
        List<String> told = new ArrayList<>();
        int logs = 0;
        for (Path one : written()) {
            logs += one.endsWith("vectide.log") ? 1 : 0;
            String content = Files.readString(one, StandardCharsets.ISO_8859_1);
            secrets.forEach((name, secret) -> {
                if (content.contains(secret)) {
                    told.add(name + " in " + folder.relativize(one));
                }
            });
        }
        assertThat(told).isEmpty();
        assertThat(logs).isEqualTo(ROLES.size());
    }

    /** Files that processes wrote. */
    private List<Path> written() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(path -> folder.relativize(path).getName(0).toString().matches("data-.*|.*\\.log"))
                    .toList();
        }
    }

    private Map<String, String> secrets() throws IOException {
        Map<String, String> secrets = new HashMap<>(Map.of(
                "a user's key", system.key,
                "the system's own key", system.ownKey,
                "a metered key", system.meteredKey,
                "Kafka's password", system.broker.password(),
                "a store's password", Certificates.PASSWORD,
                "a webhook's secret", system.webhookSecret,
                "a webhook's path", system.webhookPath));
        secrets.put("the doors' private key", Files.readAllLines(system.tls.key()).get(1));
        return secrets;
    }
}
