package dev.vectide.ingest.kafka;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.DeadLetters;
import dev.vectide.core.kafka.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The newest dead letters, for people.
 *
 * <p>Safe for concurrent use: each call reads for itself.
 */
public final class DeadLetterReader {
    private static final int SHOWN = 200;

    private final KafkaSettings kafka;
    private final String topic;

    public DeadLetterReader(VectideConfig config) {
        this.kafka = KafkaSettings.of(config.kafka());
        this.topic = config.topics().deadLetters();
    }

    /**
     * @param topic where the record came from, with partition and offset; empty and -1 where it does not say
     * @param stage role that refused it
     * @param time when it was put here
     * @param value the first {@value #SHOWN} characters as UTF-8, null where there was none
     */
    public record DeadLetter(
            String topic,
            long partition,
            long offset,
            String stage,
            String reason,
            Instant time,
            @Nullable String key,
            @Nullable String value) {}

    /**
     * At most {@code limit}, the newest first.
     *
     * @throws KafkaException if they cannot be read
     */
    public List<DeadLetter> newest(int limit) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                kafka.reader(Map.of("default.api.timeout.ms", 10_000)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<DeadLetter> found = new ArrayList<>();
            for (TopicPartition partition : partitions(consumer)) {
                found.addAll(newest(consumer, partition, limit));
            }
            found.sort(Comparator.comparing(DeadLetter::time).reversed());
            return List.copyOf(found.subList(0, Math.min(limit, found.size())));
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    /** Transaction markers take offsets, too: goes back further until there are enough or the beginning is reached. */
    private static List<DeadLetter> newest(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, int limit) {
        long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        consumer.assign(List.of(partition));
        for (long back = 2L * limit; ; back *= 4) {
            long from = Math.max(first, end - back);
            Deque<DeadLetter> last = last(consumer, partition, from, end, limit);
            if (last.size() == limit || from == first) {
                List<DeadLetter> newestFirst = new ArrayList<>(last);
                Collections.reverse(newestFirst);
                return newestFirst;
            }
        }
    }

    private static Deque<DeadLetter> last(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long from, long end, int limit) {
        Deque<DeadLetter> last = new ArrayDeque<>();
        consumer.seek(partition, from);
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                if (record.offset() < end) {
                    last.add(letter(record));
                }
                if (last.size() > limit) {
                    last.removeFirst();
                }
            }
        }
        return last;
    }

    private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), String.valueOf(text(header.value())));
        }
        return new DeadLetter(
                headers.getOrDefault(DeadLetters.TOPIC, ""),
                number(headers.get(DeadLetters.PARTITION)),
                number(headers.get(DeadLetters.OFFSET)),
                headers.getOrDefault(DeadLetters.STAGE, ""),
                headers.getOrDefault(DeadLetters.MESSAGE, ""),
                Instant.ofEpochMilli(record.timestamp()),
                text(record.key()),
                text(record.value()));
    }

    private static long number(@Nullable String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        // Four bytes a character at the most.
        String text = new String(bytes, 0, Math.min(bytes.length, 4 * SHOWN), StandardCharsets.UTF_8);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN);
    }
}
