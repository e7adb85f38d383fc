package dev.vectide.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.kafka.VectorsRecords;
import dev.vectide.core.wire.Json;
import dev.vectide.testing.TestKafka;
import dev.vectide.testing.TopicReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several of each role as processes of their own, one of which is killed and another stopped while events come. */
class RolesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int BATCH = 20;
    private static final String[] WORDS = {"harbour", "violin", "glacier", "ledger", "orchard", "turbine", "comet", "loom"};

    @TempDir
    private Path folder;

    private final String namespace = TestKafka.namespace();
    private final String bootstrap = TestKafka.shared().bootstrap();
    private final List<VectideProcess> processes = new ArrayList<>();
    private final Map<String, String> texts = new TreeMap<>();
    private String position = "";

    @AfterEach
    void stop() throws IOException {
        for (VectideProcess process : processes) {
            process.close();
        }
    }

    @Test
    void everyEventArrivesOnceWhileEncodersComeAndGo() throws Exception {
        int[] ports = freePorts(2);
        String encoders = "http://127.0.0.1:" + ports[0] + ",http://127.0.0.1:" + ports[1];
        VectideProcess first = encoder("a", ports[0]);
        VectideProcess second = encoder("b", ports[1]);
        VectideProcess ingester = role("256m", encoders, "ingester", "a", 0);
        VectideProcess store = role("384m", encoders, "indexer", "a", freePorts(1)[0]);
        VectideProcess otherStore = role("384m", encoders, "indexer", "b", freePorts(1)[0]);
        VectideProcess monitor = start("640m", "", "monitor", "monitor", 0);
        for (VectideProcess process : processes) {
            tellsTheTruth(process);
        }
        Client door = client(ingester);

        send(door, 3);
        first.kill();
        send(door, 3);
        VectideProcess replacement = encoder("a", ports[0]);
        replacement.awaitReady();
        send(door, 3);
        second.terminate();
        send(door, 3);

        assertThat(second.awaitExit()).as(String.join("\n", second.err())).isZero();
        assertThat(second.out()).contains("Stopped.");
        everyDocumentIsFound(client(store));
        everyDocumentIsFound(client(otherStore));
        everyDocumentHasOneVector();
        for (VectideProcess process : List.of(ingester, store, otherStore, replacement, monitor)) {
            process.terminate();
            assertThat(process.awaitExit()).as(String.join("\n", process.err())).isZero();
        }
    }

    @Test
    void oneThatIsToldToStopWhileItWaitsForAnEncoderStops() throws Exception {
        VectideProcess store = role("256m", "http://127.0.0.1:1", "indexer", "a", freePorts(1)[0]);
        await().atMost(PATIENCE).until(() -> store.out().stream().anyMatch(line -> line.startsWith("Waiting up to")));

        store.terminate();

        assertThat(store.awaitExit()).as(String.join("\n", store.err())).isZero();
        assertThat(store.out()).contains("Stopped.");
    }

    private VectideProcess encoder(String instance, int port) throws IOException {
        return role("640m", "", "encoder", instance, port);
    }

    private VectideProcess role(String heap, String encoders, String role, String instance, int port) throws IOException {
        return start(heap, encoders, role + "-" + instance, role, port, "--instance", instance);
    }

    private VectideProcess start(
            String heap, String encoders, String folderName, String role, int port, String... more) throws IOException {
        Path data = folder.resolve(folderName);
        List<String> command = new ArrayList<>(
                List.of(role, "--port", Integer.toString(port), "--data", data.toString()));
        command.addAll(List.of(more));
        VectideProcess process = VectideProcess.start(
                heap,
                Map.of(
                        "VECTIDE_NAMESPACE", namespace,
                        "VECTIDE_KAFKA_BOOTSTRAP", bootstrap,
                        "VECTIDE_ENCODER_CANARY_INTERVAL", "0s",
                        "VECTIDE_INDEXER_ENCODER", encoders,
                        "VECTIDE_INDEXER_ENCODER_TIMEOUT", "60s",
                        "VECTIDE_INDEXER_SHARD_TIMEOUT", "60s"),
                command.toArray(String[]::new));
        processes.add(process);
        return process;
    }

    private static void tellsTheTruth(VectideProcess process) throws Exception {
        Client client = client(process);
        assertThat(client.get("/livez").status()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> client.get("/readyz").status() == 200);
        assertThat(client.get("/metrics").status()).isEqualTo(200);
    }

    private static Client client(VectideProcess process) {
        return new Client(process.awaitReady().address());
    }

    private void send(Client door, int batches) throws Exception {
        for (int batch = 0; batch < batches; batch++) {
            ArrayNode events = Json.MAPPER.createArrayNode();
            for (int i = 0; i < BATCH; i++) {
                int n = texts.size();
                String text = "The " + WORDS[n % 8] + " of the " + WORDS[n / 8 % 8] + " beside " + WORDS[n / 64 % 8] + " " + n;
                texts.put("doc-" + n, text);
                events.addObject().put("id", "doc-" + n).put("text", text);
            }
            Client.Answer answer = door.post("/v1/streams/notes/events", "application/json", events.toString());
            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            assertThat(answer.json().path("accepted").asInt()).isEqualTo(BATCH);
            position = answer.json().path("position").asText();
        }
    }

    private void everyDocumentIsFound(Client store) throws Exception {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Client.Answer answer = store.post("/collections/notes/points/count", "application/json", "{}");
            assertThat(answer.json().at("/result/count").asInt()).as(answer.body()).isEqualTo(texts.size());
        });
        ArrayNode searches = Json.MAPPER.createArrayNode();
        texts.values().forEach(text -> {
            ObjectNode search = searches.addObject().put("limit", 1);
            search.putObject("query").put("text", text);
        });
        ObjectNode body = Json.MAPPER.createObjectNode().set("searches", searches);
        Client.Answer answer = store.send(
                "POST", "/collections/notes/points/query/batch?timeout=120", "application/json", body.toString(),
                "X-Min-Position", position);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<String> found = new ArrayList<>();
        for (JsonNode result : answer.json().path("result")) {
            found.add(result.at("/points/0/id").asText());
        }
        assertThat(found).containsExactlyElementsOf(texts.keySet());
    }

    private void everyDocumentHasOneVector() throws Exception {
        Map<String, Integer> vectors = new TreeMap<>();
        TopicReader.all(bootstrap, vectorsTopic()).forEach(record -> {
            if (VectorsRecords.decode(record) instanceof Embedding embedding) {
                vectors.merge(embedding.key().document(), 1, Integer::sum);
            }
        });
        assertThat(vectors.keySet()).isEqualTo(texts.keySet());
        assertThat(vectors.values()).containsOnly(1);
    }

    private String vectorsTopic() throws Exception {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrap);
        try (Admin admin = Admin.create(properties)) {
            return admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith(namespace + ".vectors."))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static int[] freePorts(int count) throws IOException {
        int[] ports = new int[count];
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            sockets.add(socket);
            ports[i] = socket.getLocalPort();
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }
}
