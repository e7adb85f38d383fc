package dev.vectide.core.kafka;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.report.Alert;
import dev.vectide.core.space.Space;
import dev.vectide.core.wire.AlertEvent;
import dev.vectide.core.wire.MalformedRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a detector has told of a space and not taken back: for who tells of it and may have been another process before. */
public final class OpenAlerts {
    private static final Logger LOG = LoggerFactory.getLogger(OpenAlerts.class);

    private OpenAlerts() {}

    /** The alerts that are firing, by stream; the whole topic is read for them. */
    public static Map<String, Alert> of(VectideConfig config, Space space, String detector) {
        Map<String, Alert> open = new LinkedHashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                KafkaSettings.of(config.kafka()).reader(Map.of()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(config.topics().alerts()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> take(record, space, detector, open));
            }
        }
        return open;
    }

    private static void take(
            ConsumerRecord<byte[], byte[]> record, Space space, String detector, Map<String, Alert> open) {
        if (record.value() == null || !new String(record.key(), StandardCharsets.UTF_8).endsWith("/" + detector)) {
            return;
        }
        try {
            Alert alert = AlertEvent.decode(record.value());
            if (!alert.space().equals(space.qualifiedName())) {
                return;
            }
            if (alert.state() == Alert.State.FIRING) {
                open.put(alert.stream(), alert);
            } else {
                open.remove(alert.stream());
            }
        } catch (MalformedRecordException e) {
            LoggedRecord.tell(record, () -> LOG.warn("{}-{}@{} is no alert: {}", record.topic(), record.partition(), record.offset(), e.getMessage()));
        }
    }
}
