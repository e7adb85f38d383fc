package dev.vectide.indexer.http;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.Progress;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.embedding.Tombstone;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.EventSink;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.VectorsRecords;
import dev.vectide.core.position.Position;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.core.wire.EventCodec;
import dev.vectide.core.wire.Headers;
import dev.vectide.testing.Transactions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Ingest and encoder in one: events go to their real topic, and once that is acknowledged, a while later, their vectors and
 * the progress go to theirs, in one transaction. The vectors are those of {@link FakeEncoder}.
 *
 * <p>Safe for concurrent use.
 */
final class EncoderStandIn implements EventSink, AutoCloseable {
    private final String events;
    private final String vectors;
    private final KafkaProducer<byte[], byte[]> ingest;
    private final Transactions encoder;
    private final ExecutorService encoding = Executors.newSingleThreadExecutor();

    EncoderStandIn(VectideConfig config) {
        this.events = config.topics().events();
        this.vectors = config.topics().vectors(FakeEncoder.SPACE);
        this.ingest = new KafkaProducer<>(
                KafkaSettings.of(config.kafka()).with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer());
        this.encoder = new Transactions(config, config.topics().group("test-encoder"));
    }

    @Override
    public synchronized CompletionStage<Position> append(List<Event> written) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        written.forEach(event -> sent.add(
                ingest.send(new ProducerRecord<>(events, event.key().toBytes(), EventCodec.encode(event)))));
        Map<Integer, Long> offsets = new TreeMap<>();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            RecordMetadata where = acknowledged(sent.get(i));
            offsets.put(where.partition(), where.offset());
            ProducerRecord<byte[], byte[]> record = record(
                    where.partition(),
                    encoded(written.get(i), new SourcePosition(where.partition(), where.offset())));
            record.headers().add(
                    Headers.ACCEPTED, Long.toString(where.timestamp()).getBytes(StandardCharsets.US_ASCII));
            records.add(record);
        }
        offsets.forEach((partition, offset) ->
                records.add(record(partition, new Progress(partition, offset + 1, Map.of()))));
        encoding.execute(() -> encoder.commit(records));
        return CompletableFuture.completedFuture(new Position(offsets));
    }

    private ProducerRecord<byte[], byte[]> record(int partition, VectorsRecord record) {
        return VectorsRecords.of(vectors, partition, record);
    }

    private static RecordMetadata acknowledged(Future<RecordMetadata> sent) {
        try {
            return sent.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static VectorsRecord encoded(Event event, SourcePosition source) {
        if (event.content() instanceof Content.Deleted) {
            return new Tombstone(event.key(), event.identity(), event.time(), source);
        }
        FloatVector vector = event.content() instanceof Content.Text text
                ? FakeEncoder.vector(text.text())
                : ((Content.Vector) event.content()).vector();
        Content stored = event.content() instanceof Content.Text ? event.content() : null;
        return new Embedding(event.key(), event.identity(), FakeEncoder.SPACE.fingerprint(), "stand-in", event.time(),
                null, event.origin(), false, false, stored, Bytes.copyOf(new byte[32]), event.attributes(), source,
                List.of(new Chunk(0, 0, vector.normalised())));
    }

    @Override
    public void close() {
        encoding.shutdownNow();
        ingest.close();
        encoder.close();
    }
}
