package dev.vectide.local.kafka;

import dev.vectide.local.UnavailableException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * A part of a topic, the same however long one reads: from the first record that is kept, or a given one, up to ends that were
 * taken down.
 *
 * @param begins by partition, inclusive
 * @param ends by partition, exclusive
 */
record TopicSpan(String topic, Map<Integer, Long> begins, Map<Integer, Long> ends) {
    private static final Duration POLL = Duration.ofMillis(200);

    TopicSpan {
        begins = Map.copyOf(begins);
        ends = Map.copyOf(ends);
    }

    long begin(int partition) {
        return begins.getOrDefault(partition, 0L);
    }

    long end(int partition) {
        return ends.getOrDefault(partition, 0L);
    }

    int partitions() {
        return ends.size();
    }

    /** What is behind this part, up to {@code later} ends. */
    TopicSpan behind(Map<Integer, Long> later) {
        return new TopicSpan(topic, ends, later);
    }

    /** That partition alone. */
    TopicSpan of(int partition) {
        return new TopicSpan(topic, Map.of(partition, begin(partition)), Map.of(partition, end(partition)));
    }

    /**
     * Tells the records, in the order of each partition.
     *
     * @return whether the ends were reached; not where nothing came for {@code patience}, as behind a transaction that is open
     */
    boolean read(
            KafkaConsumer<byte[], byte[]> consumer, Duration patience, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        Map<TopicPartition, Long> open = new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
        ends.forEach((partition, end) -> {
            if (end > begin(partition)) {
                open.put(new TopicPartition(topic, partition), end);
            }
        });
        consumer.assign(open.keySet());
        // A partition that was assigned before is still as it was left.
        consumer.resume(open.keySet());
        open.keySet().forEach(partition -> consumer.seek(partition, begin(partition.partition())));
        long moved = System.nanoTime();
        while (!open.isEmpty()) {
            Map<TopicPartition, Long> before = positions(consumer, open);
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end(record.partition())) {
                    each.accept(record);
                }
            }
            Map<TopicPartition, Long> after = positions(consumer, open);
            if (!after.equals(before)) {
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > patience.toNanos()) {
                return false;
            }
            if (open.entrySet().removeIf(one -> after.getOrDefault(one.getKey(), 0L) >= one.getValue())) {
                consumer.pause(consumer.assignment().stream()
                        .filter(partition -> !open.containsKey(partition))
                        .toList());
            }
        }
        return true;
    }

    /** The same, where the ends must be reached. */
    void readAll(
            KafkaConsumer<byte[], byte[]> consumer, Duration patience, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        if (!read(consumer, patience, each)) {
            throw new UnavailableException("topic " + topic + " gives nothing for " + patience.toSeconds()
                    + " s, below its end: Kafka is not well, or a transaction is open; try again");
        }
    }

    private static Map<TopicPartition, Long> positions(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> open) {
        Map<TopicPartition, Long> positions = new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
        for (TopicPartition partition : List.copyOf(open.keySet())) {
            positions.put(partition, consumer.position(partition));
        }
        return positions;
    }
}
