package dev.vectide.monitor.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.canary.CanaryRound;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.ControlStreams;
import dev.vectide.core.kafka.ControlTopic;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.core.report.Alert;
import dev.vectide.core.space.Space;
import dev.vectide.core.wire.AlertEvent;
import dev.vectide.core.wire.CanaryCodec;
import dev.vectide.core.wire.Headers;
import dev.vectide.monitor.flink.TestSpace;
import dev.vectide.monitor.kafka.CanaryWatch;
import dev.vectide.testing.TestConfig;
import dev.vectide.testing.TopicReader;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The watch on a real broker: every stream is told once of a change, whoever restarts in between. */
class CanaryWatchIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Space SPACE = TestSpace.SPACE;

    private final VectideConfig config = TestConfig.of(Map.of());
    private final MeterRegistry registry = new SimpleMeterRegistry();
    @AutoClose
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            KafkaSettings.of(config.kafka()).with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer());

    @BeforeEach
    void topics() {
        try (Admin admin = Admin.create(KafkaSettings.of(config.kafka()).with(Map.of()))) {
            TopicAdmin topics = new TopicAdmin(config);
            topics.ensureShared(admin);
            topics.ensureCanary(admin, SPACE);
        }
        try (ControlTopic control = ControlTopic.start(config)) {
            ControlStreams streams = new ControlStreams(control);
            streams.create("tickets");
            streams.create("logs");
        }
    }

    private void write(String key, CanaryRound round) throws Exception {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                config.topics().canary(SPACE), 0, key.getBytes(StandardCharsets.UTF_8), CanaryCodec.encode(round));
        record.headers().add(Headers.FORMAT, Headers.currentFormat());
        producer.send(record).get();
    }

    private void round(int minute, double noise) throws Exception {
        write(CanaryRound.key("0"), Rounds.of(SPACE.fingerprint(), "0", minute, noise));
    }

    private List<Alert> alerts() {
        return TopicReader.all(config.kafka().bootstrap(), config.topics().alerts()).stream()
                .map(record -> AlertEvent.decode(record.value()))
                .toList();
    }

    private void awaitAlerts(int count) {
        await().atMost(PATIENCE).until(() -> alerts().size() >= count);
        assertThat(alerts()).hasSize(count);
    }

    private void awaitMeanCosine(double least, double most) {
        await().atMost(PATIENCE).until(() -> {
            double mean = registry.get("vectide.monitor.canary.mean.cosine").gauge().value();
            return mean >= least && mean <= most;
        });
    }

    private CanaryWatch watch() {
        registry.clear();
        return new CanaryWatch(config, SPACE, registry);
    }

    @Test
    @SuppressWarnings("try") // A watch does its work by being there.
    void everyStreamIsToldOnceOverRestarts() throws Exception {
        write(CanaryRound.REFERENCE, Rounds.of(SPACE.fingerprint(), "0", 0, 0));
        round(0, 0);
        try (CanaryWatch watch = watch()) {
            awaitMeanCosine(0.9999, 1.0001);
            assertThat(alerts()).isEmpty();
            producer.send(new ProducerRecord<>(config.topics().canary(SPACE), 0, new byte[] {1}, new byte[] {2})).get();

            round(1, 0.5);
            awaitAlerts(2);
            assertThat(alerts()).extracting(Alert::key).containsExactlyInAnyOrder("tickets/canary", "logs/canary");
            assertThat(alerts()).allMatch(alert -> alert.state() == Alert.State.FIRING);
            assertThat(alerts()).extracting(Alert::space).containsOnly(SPACE.qualifiedName());
        }
        // Meanwhile all is well again.
        try (CanaryWatch watch = watch()) {
            awaitMeanCosine(0.5, 0.99);
            assertThat(alerts()).hasSize(2);
        }
        round(2, 0);
        try (CanaryWatch watch = watch()) {
            awaitAlerts(4);
            assertThat(alerts().subList(2, 4)).allMatch(alert -> alert.state() == Alert.State.RESOLVED);
        }
        try (CanaryWatch watch = watch()) {
            awaitMeanCosine(0.9999, 1.0001);
            assertThat(alerts()).hasSize(4);
        }
    }
}
