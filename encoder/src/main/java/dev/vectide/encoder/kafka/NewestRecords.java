package dev.vectide.encoder.kafka;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.Tombstone;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.VectorsRecords;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.wire.MalformedRecordException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The newest record of each document of a stream, without those that are deleted. Each partition is read twice, first to see
 * which records are the newest: so no more is held than the documents' ids, however much their content is.
 *
 * <p>Used by one thread.
 */
final class NewestRecords {
    /** How long a fetch at a partition's end holds up the first one of the next partition. */
    private static final int END_WAIT_MS = 20;

    private final KafkaSettings kafka;
    private final String topic;
    private final String stream;

    NewestRecords(KafkaSettings kafka, String topic, String stream) {
        this.kafka = kafka;
        this.topic = topic;
        this.stream = stream;
    }

    /** In the order of the topic, partition by partition, as it was when its partition was begun. */
    void forEach(Consumer<Embedding> action) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                kafka.reader(Map.of("fetch.max.wait.ms", END_WAIT_MS)), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            for (TopicPartition partition : partitions) {
                consumer.assign(List.of(partition));
                forEach(consumer, partition, action);
            }
        }
    }

    private void forEach(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, Consumer<Embedding> action) {
        long end = Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
        Map<DocumentKey, Long> newest = new HashMap<>();
        read(consumer, partition, end, (offset, record) -> {
            if (record instanceof Embedding embedding && isWanted(embedding.key())) {
                newest.put(embedding.key(), offset);
            } else if (record instanceof Tombstone tombstone) {
                newest.remove(tombstone.key());
            }
        });
        read(consumer, partition, end, (offset, record) -> {
            if (record instanceof Embedding embedding && offset.equals(newest.get(embedding.key()))) {
                action.accept(embedding);
            }
        });
    }

    private boolean isWanted(DocumentKey key) {
        return key.stream().equals(stream);
    }

    private static void read(
            KafkaConsumer<byte[], byte[]> consumer,
            TopicPartition partition,
            long end,
            BiConsumer<Long, VectorsRecord> each) {
        consumer.seekToBeginning(List.of(partition));
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                VectorsRecord decoded = record.offset() < end ? decode(record) : null;
                if (decoded != null) {
                    each.accept(record.offset(), decoded);
                }
            }
        }
    }

    /** Null where it is damaged: the indexer has it among the dead letters. */
    private static @Nullable VectorsRecord decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return VectorsRecords.decode(record);
        } catch (MalformedRecordException e) {
            return null;
        }
    }
}
