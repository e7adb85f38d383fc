package dev.vectide.core.kafka;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Records that could not be processed: key and value as they came, the producer's headers kept, and why in the headers
 * of KIP-1034 plus {@code vectide-stage}.
 */
public final class DeadLetters {
    public static final String STAGE = "vectide-stage";
    /** Qualified name of the space whose encoder refused it; other stages have none. */
    public static final String SPACE = "vectide-space";
    public static final String EXCEPTION = "__streams.errors.exception";
    public static final String STACKTRACE = "__streams.errors.stacktrace";
    public static final String MESSAGE = "__streams.errors.message";
    public static final String TOPIC = "__streams.errors.topic";
    public static final String PARTITION = "__streams.errors.partition";
    public static final String OFFSET = "__streams.errors.offset";

    private DeadLetters() {}

    /**
     * @param stage role that refused it, such as {@code ingest}
     * @param reason one clear sentence
     * @param cause null where the record was judged, not failed
     */
    public static ProducerRecord<byte[], byte[]> of(
            String topic,
            ConsumerRecord<byte[], byte[]> from,
            String stage,
            String reason,
            @Nullable Throwable cause) {
        var record = new ProducerRecord<>(topic, null, from.key(), from.value(), from.headers());
        Headers headers = record.headers();
        put(headers, STAGE, stage);
        put(headers, EXCEPTION, cause == null ? "dev.vectide.Refused" : cause.getClass().getName());
        put(headers, STACKTRACE, cause == null ? "" : stackTrace(cause));
        put(headers, MESSAGE, reason);
        put(headers, TOPIC, from.topic());
        put(headers, PARTITION, Integer.toString(from.partition()));
        put(headers, OFFSET, Long.toString(from.offset()));
        return record;
    }

    private static String stackTrace(Throwable cause) {
        StringWriter text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
