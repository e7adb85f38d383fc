package dev.vectide.encoder.kafka;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.space.Space;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The consumer and the producer of a session. Both carry the instance's name: a restarted encoder takes its
 * partitions up at once instead of waiting until the group gives its predecessor up, and ends the transaction that the
 * predecessor left open.
 */
final class StageClients {
    /** How long an encoder that is gone keeps its partitions from others. */
    private static final int SESSION_MS = 10_000;
    /** Longer than the largest slice takes on the slowest model. */
    private static final int LONGEST_SLICE_MS = 600_000;
    private static final int LARGEST_RECORD = 32 << 20;

    private final KafkaSettings kafka;
    private final VectideConfig.Encoder settings;
    private final String group;

    StageClients(VectideConfig config, Space space) {
        this.kafka = KafkaSettings.of(config.kafka());
        this.settings = config.encoder();
        this.group = config.topics().group("encoder", space);
    }

    KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> own = new HashMap<>();
        own.put("group.id", group);
        own.put("group.instance.id", settings.instance());
        own.put("session.timeout.ms", SESSION_MS);
        own.put("heartbeat.interval.ms", SESSION_MS / 5);
        own.put("max.poll.records", settings.window());
        own.put("max.poll.interval.ms", LONGEST_SLICE_MS);
        own.put("fetch.max.bytes", 8 << 20);
        own.put("max.partition.fetch.bytes", 2 << 20);
        return new KafkaConsumer<>(kafka.reader(own), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Its producer is closed by whoever gets it. */
    Delivery delivery(KafkaConsumer<byte[], byte[]> consumer) {
        return switch (settings.delivery()) {
            case EXACTLY_ONCE -> new ExactlyOnce(
                    producer(Map.of(
                            "transactional.id", group + "-" + settings.instance(),
                            "transaction.timeout.ms", (int) settings.transactionTimeout().toMillis())),
                    consumer);
            case AT_LEAST_ONCE -> new AtLeastOnce(producer(Map.of("enable.idempotence", true)), consumer);
        };
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> delivery) {
        Map<String, Object> own = new HashMap<>(delivery);
        own.put("max.request.size", LARGEST_RECORD);
        own.put("buffer.memory", 2L * LARGEST_RECORD);
        own.put("linger.ms", 1);
        own.put("batch.size", 256 << 10);
        return new KafkaProducer<>(kafka.with(own), new ByteArraySerializer(), new ByteArraySerializer());
    }
}
