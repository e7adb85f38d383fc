package dev.vectide.encoder.kafka;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.Progress;
import dev.vectide.core.embedding.Tombstone;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.LoggedRecord;
import dev.vectide.core.kafka.VectorsRecords;
import dev.vectide.core.wire.MalformedRecordException;
import dev.vectide.encoder.memory.Clocks;
import dev.vectide.encoder.memory.EncodedContent;
import dev.vectide.encoder.memory.Memory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rebuilds a partition's memory from the end of its vectors partition, so that it survives restarts and rebalances. The end
 * is that of all records, not of the committed ones: a commit returns before its markers are in the partition, so what a
 * predecessor wrote last may still have to become visible. Where it died amid a transaction, this waits until that is given
 * up; committed readers see nothing of a successor before that either.
 *
 * <p>Used by one thread.
 */
final class MemoryLoader {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryLoader.class);

    private final KafkaSettings kafka;
    private final String vectorsTopic;
    private final int capacity;
    private final long vectorBytes;
    private final BooleanSupplier closing;

    /**
     * @param capacity documents of one partition
     * @param vectorBytes of vectors of one partition
     * @param closing ends waiting: then the memory is not complete
     */
    MemoryLoader(KafkaSettings kafka, String vectorsTopic, int capacity, long vectorBytes, BooleanSupplier closing) {
        this.closing = closing;
        this.kafka = kafka;
        this.vectorsTopic = vectorsTopic;
        this.capacity = capacity;
        this.vectorBytes = vectorBytes;
    }

    Memory load(int partition, Clocks clocks) {
        Memory memory = new Memory(capacity, vectorBytes);
        TopicPartition tail = new TopicPartition(vectorsTopic, partition);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                kafka.reader(Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(tail));
            long end = end(tail);
            long begin = Objects.requireNonNull(consumer.beginningOffsets(List.of(tail)).get(tail));
            consumer.seek(tail, Math.max(begin, end - capacity));
            while (consumer.position(tail) < end && !closing.getAsBoolean()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    remember(record, memory, clocks);
                }
            }
        }
        return memory;
    }

    /** Behind the last record, committed or not. */
    private long end(TopicPartition tail) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                kafka.reader(Map.of("isolation.level", "read_uncommitted")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            return Objects.requireNonNull(consumer.endOffsets(List.of(tail)).get(tail));
        }
    }

    private static void remember(ConsumerRecord<byte[], byte[]> record, Memory memory, Clocks clocks) {
        VectorsRecord decoded;
        try {
            decoded = VectorsRecords.decode(record);
        } catch (MalformedRecordException e) {
            LoggedRecord.tell(record, () -> LOG.warn("{}-{}@{} is damaged and not remembered: {}", record.topic(), record.partition(), record.offset(), e.getMessage()));
            return;
        }
        if (decoded instanceof Embedding embedding) {
            memory.written(
                    embedding.key().toString(), embedding.identity(), embedding.contentHash(), embedding.source());
            memory.encoding(
                    embedding.key().toString(),
                    new EncodedContent(
                            embedding.contentHash(),
                            new EncodedContent.Vectors(
                                    embedding.chunks(), embedding.truncated(), embedding.producer())));
        } else if (decoded instanceof Tombstone tombstone) {
            memory.written(tombstone.key().toString(), tombstone.identity(), null, tombstone.source());
        } else if (decoded instanceof Progress progress) {
            progress.clocksMs().forEach((stream, time) -> clocks.restore(progress.partition(), stream, time));
        }
    }
}
