package dev.vectide.encoder;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.EventSink;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.position.Position;
import dev.vectide.core.wire.EventCodec;
import dev.vectide.core.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes the events topic as ingest does: keyed, so that a document stays in its partition; and straight to it, as nobody
 * should.
 *
 * <p>Safe for concurrent use.
 */
public final class EventsTopic implements EventSink, AutoCloseable {
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;

    public EventsTopic(VectideConfig config) {
        this.topic = config.topics().events();
        this.producer = new KafkaProducer<>(
                KafkaSettings.of(config.kafka()).with(Map.of("max.request.size", 32 << 20)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Where each event is, once Kafka has acknowledged them all. */
    public List<SourcePosition> write(List<Event> events) {
        return send(events.stream().map(this::record).toList());
    }

    public SourcePosition write(Event event) {
        return write(List.of(event)).get(0);
    }

    /** A record as it is given, whatever it holds. */
    public SourcePosition raw(int partition, String key, byte[] value, Map<String, String> headers) {
        var record = new ProducerRecord<>(topic, partition, key.getBytes(StandardCharsets.UTF_8), value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return send(List.of(record)).get(0);
    }

    @Override
    public CompletionStage<Position> append(List<Event> events) {
        Map<Integer, Long> offsets = new TreeMap<>();
        write(events).forEach(position -> offsets.merge(position.partition(), position.offset(), Math::max));
        return CompletableFuture.completedFuture(new Position(offsets));
    }

    @Override
    public void close() {
        producer.close();
    }

    private ProducerRecord<byte[], byte[]> record(Event event) {
        var record = new ProducerRecord<>(topic, event.key().toBytes(), EventCodec.encode(event));
        record.headers().add(Headers.FORMAT, Headers.currentFormat());
        return record;
    }

    private List<SourcePosition> send(List<ProducerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        records.forEach(record -> sent.add(producer.send(record)));
        List<SourcePosition> positions = new ArrayList<>();
        for (Future<RecordMetadata> one : sent) {
            try {
                positions.add(new SourcePosition(one.get().partition(), one.get().offset()));
            } catch (ExecutionException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return positions;
    }
}
