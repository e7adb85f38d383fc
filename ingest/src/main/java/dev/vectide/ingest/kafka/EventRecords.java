package dev.vectide.ingest.kafka;

import dev.vectide.core.event.Event;
import dev.vectide.core.wire.EventCodec;
import dev.vectide.core.wire.Headers;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Events as records of {@code <ns>.events}: keyed by stream/document, so that a document stays in its partition. */
final class EventRecords {
    /** More than any event within its limits takes. */
    static final int LARGEST = 32 << 20;

    private EventRecords() {}

    static ProducerRecord<byte[], byte[]> of(String topic, Event event, @Nullable String traceparent) {
        var record = new ProducerRecord<>(topic, event.key().toBytes(), EventCodec.encode(event));
        record.headers().add(Headers.FORMAT, Headers.currentFormat());
        if (traceparent != null) {
            record.headers().add(Headers.TRACEPARENT, traceparent.getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }
}
