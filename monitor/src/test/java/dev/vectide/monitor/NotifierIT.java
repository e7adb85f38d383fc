package dev.vectide.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.DeadLetters;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.report.Alert;
import dev.vectide.core.wire.AlertEvent;
import dev.vectide.core.wire.Json;
import dev.vectide.monitor.notify.TestAlerts;
import dev.vectide.testing.Alertmanager;
import dev.vectide.testing.ForkedJvm;
import dev.vectide.testing.TestKafka;
import dev.vectide.testing.TopicReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts on the topic reach receivers that fail, hang, ask for patience and come back, over restarts and kills. */
class NotifierIT {
    private static final String SECRET = "sixteen letters or more";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @AutoClose
    private final Hook hook = new Hook();

    private final String namespace = TestKafka.namespace();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Path file;
    private VectideConfig config;

    @AutoClose
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestKafka.shared().bootstrap()), new ByteArraySerializer(), new ByteArraySerializer());

    NotifierIT() throws IOException {}

    @BeforeEach
    void settings() throws IOException {
        configure("webhooks: [{name: pager, url: \"" + hook.url() + "\", secret: " + SECRET + "}]");
    }

    private void configure(String receivers) throws IOException {
        file = Files.writeString(
                folder.resolve("vectide.yaml"),
                """
                alerts:
                  group-wait: 0ms
                  group-interval: 0ms
                  cool-down: 0ms
                  timeout: 15s
                  backoff: 20ms
                  longest-backoff: 100ms
                  tries: 6
                  external-url: http://vectide.test/
                """
                        + "  " + receivers + "\n");
        config = ConfigReader.read(
                file,
                Map.of("VECTIDE_NAMESPACE", namespace, "VECTIDE_KAFKA_BOOTSTRAP", TestKafka.shared().bootstrap()));
    }

    private NotifierApp started() {
        NotifierApp app = NotifierApp.start(config, registry);
        await().atMost(PATIENCE).until(() -> app.notReady().isEmpty());
        return app;
    }

    private interface Part {
        void run() throws Exception;
    }

    private void whileRunning(Part part) throws Exception {
        try (NotifierApp app = started()) {
            part.run();
            assertThat(app.notReady()).isEmpty();
        }
    }

    private void write(Alert alert) {
        producer.send(new ProducerRecord<>(
                config.topics().alerts(), alert.key().getBytes(StandardCharsets.UTF_8), AlertEvent.encode(alert)));
        producer.flush();
    }

    private void awaitCalls(int number) {
        await().atMost(PATIENCE).until(() -> hook.calls.size() >= number);
    }

    private void awaitCommitted(long offset) {
        TopicPartition partition = new TopicPartition(config.topics().alerts(), 0);
        try (Admin admin = Admin.create(KafkaSettings.of(config.kafka()).with(Map.of()))) {
            await().atMost(PATIENCE).until(() -> {
                var offsets = admin.listConsumerGroupOffsets(config.topics().group("notifier"))
                        .partitionsToOffsetAndMetadata()
                        .get();
                return offsets.get(partition) != null && offsets.get(partition).offset() == offset;
            });
        }
    }

    @Test
    void aReceiverThatFailsHangsAndAsksForPatienceIsToldOnceItIsBack() throws Exception {
        hook.then(500).then(Hook.HANGS).then(429, "1").then(503);
        whileRunning(() -> {
            write(TestAlerts.firing("tickets", "drift", 1));
            awaitCalls(5);
            awaitCommitted(1);
        });
        assertThat(hook.calls).hasSize(5);
        assertThat(hook.calls)
                .extracting(call -> call.header("Idempotency-Key"))
                .containsOnly(hook.calls.get(0).header("webhook-id"));
        assertThat(hook.calls).extracting(call -> new String(call.body(), StandardCharsets.UTF_8))
                .containsOnly(new String(hook.calls.get(0).body(), StandardCharsets.UTF_8));
        Hook.Call last = hook.calls.get(4);
        assertSigned(last);
        JsonNode event = last.json();
        assertThat(last.header("Content-Type")).startsWith("application/cloudevents+json");
        assertThat(event.path("type").asText()).isEqualTo("dev.vectide.notification");
        assertThat(event.path("id").asText()).isEqualTo(last.header("webhook-id"));
        assertThat(event.at("/data/status").asText()).isEqualTo("firing");
        assertThat(event.at("/data/page").asText()).isEqualTo("http://vectide.test/?stream=tickets");
        assertThat(Json.MAPPER.treeToValue(event.at("/data/alerts/0/event/data"), Alert.class))
                .isEqualTo(TestAlerts.firing("tickets", "drift", 1));
        assertThat(registry.counter("vectide.notifier.failed.tries", "reason", "status").count()).isEqualTo(2);
        assertThat(registry.counter("vectide.notifier.failed.tries", "reason", "timeout").count()).isEqualTo(1);
        assertThat(registry.counter("vectide.notifier.failed.tries", "reason", "throttled").count()).isEqualTo(1);
        assertThat(registry.counter("vectide.notifier.delivered.messages", "reason", "webhook").count()).isEqualTo(1);
    }

    /** As its documentation tells a receiver to, with the JDK alone. */
    private static void assertSigned(Hook.Call call) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((call.header("webhook-id") + "." + call.header("webhook-timestamp") + ".").getBytes(StandardCharsets.UTF_8));
        assertThat(call.header("webhook-signature"))
                .isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal(call.body())));
    }

    @Test
    void afterACleanRestartNothingIsToldTwiceAndWhatHappenedMeanwhileIs() throws Exception {
        whileRunning(() -> {
            write(TestAlerts.firing("tickets", "drift", 1));
            awaitCalls(1);
        });
        write(TestAlerts.firing("tickets", "drift", 1));
        write(TestAlerts.resolved("tickets", "drift", 1));
        write(TestAlerts.firing("orders", "novelty", 1));
        write(TestAlerts.resolved("orders", "novelty", 1));
        write(TestAlerts.firing("tickets", "collapse", 1));
        whileRunning(() -> {
            awaitCalls(3);
            awaitCommitted(6);
        });
        whileRunning(() -> {
            write(TestAlerts.resolved("tickets", "collapse", 1));
            awaitCalls(4);
        });
        assertThat(hook.calls).extracting(Hook.Call::news).containsExactlyInAnyOrder(
                List.of("opened drift"),
                List.of("resolved drift", "opened collapse"),
                List.of("opened novelty", "resolved novelty"),
                List.of("resolved collapse"));
    }

    @Test
    void whatWasOnItsWayWhenItWasKilledComesAgainUnderTheSameKey() throws Exception {
        hook.then(Hook.HANGS);
        started().close();
        ForkedJvm killed = ForkedJvm.start(NotifierMain.class, config, Map.of("VECTIDE_ALERTS_TIMEOUT", "1h"), file.toString());
        write(TestAlerts.firing("tickets", "drift", 1));
        awaitCalls(1);
        killed.kill();

        whileRunning(() -> {
            awaitCalls(2);
            awaitCommitted(1);
        });

        assertThat(hook.calls).hasSize(2);
        assertThat(hook.calls.get(1).header("Idempotency-Key")).isEqualTo(hook.calls.get(0).header("Idempotency-Key"));
        assertThat(hook.calls.get(1).body()).isEqualTo(hook.calls.get(0).body());
    }

    @Test
    void afterTheLastTryThereIsADeadLetterThatSaysWhy() throws Exception {
        hook.otherwise = 500;
        whileRunning(() -> {
            write(TestAlerts.firing("tickets", "drift", 1));

            var letter = TopicReader.until(
                            config.kafka().bootstrap(), config.topics().deadLetters(), records -> !records.isEmpty())
                    .get(0);

            assertThat(letter.key()).isEqualTo("tickets/drift".getBytes(StandardCharsets.UTF_8));
            assertThat(AlertEvent.decode(letter.value())).isEqualTo(TestAlerts.firing("tickets", "drift", 1));
            assertThat(letter.headers().lastHeader(DeadLetters.STAGE).value())
                    .isEqualTo("notifier".getBytes(StandardCharsets.UTF_8));
            assertThat(new String(letter.headers().lastHeader(DeadLetters.MESSAGE).value(), StandardCharsets.UTF_8))
                    .contains("pager could not be told after 6 tries", "answered 500")
                    .doesNotContain("/hook");
            awaitCommitted(1);
        });
        assertThat(hook.calls).hasSize(6);
    }

    @Test
    void anAlertmanagerTakesWhatFiresAndWhatIsOver() throws Exception {
        Optional<String> unchecked = Alertmanager.unchecked();
        if (unchecked.isPresent()) {
            return;
        }
        String settings = """
                route: {receiver: hook, group_by: [stream], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}
                receivers: [{name: hook, webhook_configs: [{url: "%s", send_resolved: true}]}]
                """.formatted(hook.url());
        try (Alertmanager alertmanager = Alertmanager.start(settings, folder)) {
            configure("alertmanager: {urls: [\"" + alertmanager.url() + "\"], resend: 5s}");
            whileRunning(() -> {
                write(TestAlerts.firing("tickets", "drift", 1));
                awaitCalls(1);
                JsonNode known = known(alertmanager).get(0);
                assertThat(known.path("labels")).isEqualTo(Json.MAPPER.readTree(
                        """
                        {"alertname": "VectideDrift", "namespace": "%s", "stream": "tickets", "space": "toy-00000000",
                         "detector": "drift", "severity": "warning"}""".formatted(namespace)));
                assertThat(known.at("/annotations/summary").asText()).isEqualTo("drift of tickets moved.");
                assertThat(known.at("/generatorURL").asText()).isEqualTo("http://vectide.test/?stream=tickets");
                assertThat(known.at("/startsAt").asText()).startsWith("2026-01-01T00:01:00");
                String endsAt = known.at("/endsAt").asText();
                await().atMost(PATIENCE)
                        .until(() -> !known(alertmanager).at("/0/endsAt").asText().equals(endsAt));

                write(TestAlerts.firing("tickets", "drift", 1).as(Alert.Severity.CRITICAL));
                await().atMost(PATIENCE)
                        .until(() -> hook.calls.stream().anyMatch(call -> statuses(call).equals("[firing, resolved]")));
                write(TestAlerts.resolved("tickets", "drift", 1).as(Alert.Severity.CRITICAL));
                await().atMost(PATIENCE).until(() -> known(alertmanager).isEmpty());
                await().atMost(PATIENCE)
                        .until(() -> last().json().path("status").asText().equals("resolved"));
            });
        }
    }

    private Hook.Call last() {
        return hook.calls.get(hook.calls.size() - 1);
    }

    private static JsonNode known(Alertmanager alertmanager) throws IOException {
        return Json.MAPPER.readTree(alertmanager.get("/api/v2/alerts"));
    }

    /** What an Alertmanager says of its alerts, sorted. */
    private static String statuses(Hook.Call call) {
        return call.json().path("alerts").findValuesAsText("status").stream().sorted().toList().toString();
    }
}
