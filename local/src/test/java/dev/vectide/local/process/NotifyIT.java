package dev.vectide.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.vectide.core.report.Alert;
import dev.vectide.core.report.Pane;
import dev.vectide.core.wire.AlertEvent;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The system tells a webhook of its alerts, and what people settle with the command line holds over restarts. */
class NotifyIT {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final List<JsonNode> told = new CopyOnWriteArrayList<>();
    private HttpServer hook;

    @BeforeEach
    void listen() throws IOException {
        hook = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        hook.createContext("/", exchange -> {
            told.add(Json.MAPPER.readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        hook.start();
    }

    @AfterEach
    void stopListening() {
        hook.stop(0);
    }

    @Test
    void alertsAreToldOnceAndWhatIsSettledHoldsOverACleanStopAndAKill() throws Exception {
        Path file = Files.writeString(folder.resolve("vectide.yaml"), """
                alerts:
                  group-wait: 0ms
                  group-interval: 0ms
                  webhooks: [{url: "http://127.0.0.1:%d/hook", secret: sixteen letters or more}]
                """.formatted(hook.getAddress().getPort()));
        String[] up = {"up", "--port", "0", "--data", folder.resolve("data").toString(), "--config", file.toString()};
        Alert drift = alert("drift");
        try (VectideProcess vectide = VectideProcess.start(Map.of(), up)) {
            VectideProcess.Ready ready = vectide.awaitReady();
            write(ready, drift);
            await().atMost(PATIENCE).until(() -> told.size() == 1);
            Client client = new Client(ready.address());
            await().atMost(PATIENCE).until(() -> client.get("/v1/alerts").body().contains(drift.id()));
            run(ready.address(), "alerts", "ack", drift.id(), "--by", "eve", "--why", "on it");
            run(ready.address(), "alerts", "silence", "--detector", "novelty", "--why", "import", "--for", "1h");
            write(ready, alert("novelty"));
            write(ready, alert("collapse"));
            await().atMost(PATIENCE).until(() -> news().contains("opened collapse"));
            vectide.terminate();
            assertThat(vectide.awaitExit()).isZero();
        }
        try (VectideProcess vectide = VectideProcess.start(Map.of(), up)) {
            VectideProcess.Ready ready = vectide.awaitReady();
            List<String> alerts = run(ready.address(), "alerts");
            assertThat(alerts).anyMatch(line -> line.contains("drift") && line.contains("(acknowledged by eve)"));
            assertThat(alerts).anyMatch(line -> line.contains("novelty") && line.contains("(silenced until"));
            vectide.kill();
        }
        try (VectideProcess vectide = VectideProcess.start(Map.of(), up)) {
            VectideProcess.Ready ready = vectide.awaitReady();
            JsonNode silences = Json.MAPPER.readTree(
                    String.join("\n", run(ready.address(), "alerts", "silences", "--output", "json")));
            assertThat(silences).hasSize(1);
            run(ready.address(), "alerts", "unsilence", silences.at("/0/id").asText());
            write(ready, drift.resolved(T0.plusSeconds(600), "Over."));
            await().atMost(PATIENCE).until(() -> news().size() >= 4);
            vectide.terminate();
            assertThat(vectide.awaitExit()).isZero();
        }
        assertThat(news()).containsExactlyInAnyOrder("opened drift", "opened collapse", "opened novelty", "resolved drift");
    }

    private List<String> news() {
        return told.stream()
                .flatMap(message -> message.at("/data/alerts").findParents("change").stream())
                .map(item -> item.path("change").asText() + " " + item.at("/event/data/detector").asText())
                .toList();
    }

    private static List<String> run(URI address, String... args) throws Exception {
        try (VectideProcess command = VectideProcess.start(Map.of("VECTIDE_URL", address.toString()), args)) {
            assertThat(command.awaitExit()).as(String.join(" ", args) + command.err()).isZero();
            return command.out();
        }
    }

    private static void write(VectideProcess.Ready ready, Alert alert) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", ready.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                    "vectide.alerts", alert.key().getBytes(StandardCharsets.UTF_8), AlertEvent.encode(alert)));
        }
    }

    private static Alert alert(String detector) {
        return new Alert(
                1, "tickets/toy-00000000/" + detector + "/" + T0, "tickets", "toy-00000000", detector, Alert.State.FIRING,
                Alert.Severity.WARNING, T0, T0.plusSeconds(60), null, detector + " moved.",
                new Pane(T0, T0.plusSeconds(60), 500, 0), Map.of(), null, List.of(), List.of());
    }
}
