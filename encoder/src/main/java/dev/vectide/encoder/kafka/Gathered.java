package dev.vectide.encoder.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Records read and not yet written. It is full by number, or by size: a window of large events must not fill the heap.
 *
 * <p>Used by one thread.
 */
final class Gathered {
    /** Bytes of keys and values from which on nothing more is read before this is written. */
    static final long MOST_BYTES = 16 << 20;

    private final int window;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private long bytes;

    Gathered(int window) {
        this.window = window;
    }

    void add(Iterable<ConsumerRecord<byte[], byte[]>> polled) {
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            records.add(record);
            bytes += size(record);
        }
    }

    /** The partitions are somebody else's. */
    void drop(Collection<TopicPartition> partitions) {
        records.removeIf(record -> partitions.contains(new TopicPartition(record.topic(), record.partition())));
        bytes = records.stream().mapToLong(Gathered::size).sum();
    }

    void clear() {
        records.clear();
        bytes = 0;
    }

    int size() {
        return records.size();
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    boolean holds(TopicPartition partition) {
        return records.stream().anyMatch(record -> record.partition() == partition.partition());
    }

    boolean isFull() {
        return records.size() >= window || bytes >= MOST_BYTES;
    }

    /** In source order within each partition. */
    List<ConsumerRecord<byte[], byte[]>> records() {
        return List.copyOf(records);
    }

    private static long size(ConsumerRecord<byte[], byte[]> record) {
        return Math.max(0, record.serializedKeySize()) + (long) Math.max(0, record.serializedValueSize());
    }
}
