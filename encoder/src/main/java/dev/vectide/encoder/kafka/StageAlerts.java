package dev.vectide.encoder.kafka;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.OpenAlerts;
import dev.vectide.core.report.Alert;
import dev.vectide.core.report.Pane;
import dev.vectide.core.space.Space;
import dev.vectide.core.stream.StreamDirectory;
import dev.vectide.core.stream.StreamSettings;
import dev.vectide.core.wire.AlertEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alerts of detector {@code encoder}: every stream is told that its events are not encoded any more because the model is
 * broken, and that they are again once a sound model has written. An alert outlives the process that raised it.
 *
 * <p>Used by one thread.
 */
final class StageAlerts {
    private static final Logger LOG = LoggerFactory.getLogger(StageAlerts.class);
    private static final String DETECTOR = "encoder";

    private final VectideConfig config;
    private final KafkaSettings kafka;
    private final String topic;
    private final Space space;
    private final StreamDirectory streams;

    StageAlerts(VectideConfig config, Space space, StreamDirectory streams) {
        this.config = config;
        this.kafka = KafkaSettings.of(config.kafka());
        this.topic = config.topics().alerts();
        this.space = space;
        this.streams = streams;
    }

    /** The model is broken: every stream's alert fires. */
    void fire(String summary) {
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        List<Alert> alerts = streams.list().stream()
                .map(StreamSettings::name)
                .map(stream -> alert(stream, id(stream, now), Alert.State.FIRING, now, now, summary))
                .toList();
        write(alerts);
    }

    /** The model has written: what is still firing is resolved. */
    void resolve() {
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        List<Alert> alerts = OpenAlerts.of(config, space, DETECTOR).values().stream()
                .map(open -> alert(
                        open.stream(), open.id(), Alert.State.RESOLVED, open.openedAt(), now, "Events are encoded again."))
                .toList();
        write(alerts);
    }

    private String id(String stream, Instant now) {
        return stream + "/" + space.qualifiedName() + "/" + DETECTOR + "/" + now.toEpochMilli();
    }

    private Alert alert(String stream, String id, Alert.State state, Instant opened, Instant now, String summary) {
        return new Alert(
                Alert.FORMAT,
                id,
                stream,
                space.qualifiedName(),
                DETECTOR,
                state,
                Alert.Severity.CRITICAL,
                opened,
                now,
                state == Alert.State.RESOLVED ? now : null,
                summary,
                new Pane(opened, now, 0, 0),
                Map.of(),
                null,
                List.of(),
                List.of());
    }

    /** An alert that cannot be written is in the log: it must not keep the stage from stopping. */
    private void write(List<Alert> alerts) {
        if (alerts.isEmpty()) {
            return;
        }
        Map<String, Object> own = Map.of("delivery.timeout.ms", 10_000, "request.timeout.ms", 5000, "max.block.ms", 10_000);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka.with(own), new ByteArraySerializer(), new ByteArraySerializer())) {
            alerts.forEach(alert -> producer.send(
                    new ProducerRecord<>(topic, alert.key().getBytes(StandardCharsets.UTF_8), AlertEvent.encode(alert)),
                    (metadata, failed) -> {
                        if (failed != null) {
                            LOG.warn("the alert {} is not written: {}", alert.id(), failed.getMessage());
                        }
                    }));
        } catch (KafkaException e) {
            LOG.warn("alerts are not written: {}", e.getMessage());
        }
    }
}
