package dev.vectide.core.kafka;

import dev.vectide.core.stream.StreamName;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What is logged about one record of Kafka, with {@code topic}, {@code partition}, {@code offset} and, where its key tells it,
 * {@code stream} as fields of the log event (SLF4J's diagnostic context, which every version of it has that a Flink cluster may
 * bring).
 */
public final class LoggedRecord {
    private LoggedRecord() {}

    /** @param log writes one line; runs at once, in this thread */
    public static void tell(ConsumerRecord<byte[], byte[]> record, Runnable log) {
        tell(record.topic(), record.partition(), record.offset(), record.key(), log);
    }

    /** @param key {@code stream/document}, or anything else, which names no stream */
    public static void tell(String topic, int partition, long offset, byte @Nullable [] key, Runnable log) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("topic", topic);
        fields.put("partition", Integer.toString(partition));
        fields.put("offset", Long.toString(offset));
        String stream = stream(key);
        if (stream != null) {
            fields.put("stream", stream);
        }
        fields.forEach(MDC::put);
        try {
            log.run();
        } finally {
            fields.keySet().forEach(MDC::remove);
        }
    }

    private static @Nullable String stream(byte @Nullable [] key) {
        String text = key == null ? "" : new String(key, StandardCharsets.UTF_8);
        int slash = text.indexOf('/');
        return slash > 0 && StreamName.isValid(text.substring(0, slash))
                ? text.substring(0, slash)
                : null;
    }
}
