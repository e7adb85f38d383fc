package dev.vectide.encoder.kafka;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.Tombstone;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.EventSink;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.VectorsRecords;
import dev.vectide.core.position.Position;
import dev.vectide.core.space.Space;
import dev.vectide.core.wire.MalformedRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Encodes a stream again from what its vectors topic holds, past every cache: repairs what a damaged encoder wrote. The
 * newest record of each document becomes an event that names the offset it repairs, so that a version written meanwhile
 * wins.
 *
 * <p>Safe for concurrent use.
 */
public final class Reencode {
    private static final int BATCH = 500;

    private final VectideConfig config;
    private final Space space;
    private final EventSink sink;

    public Reencode(VectideConfig config, Space space, EventSink sink) {
        this.config = config;
        this.space = space;
        this.sink = sink;
    }

    /**
     * @param documents written again
     * @param skipped without stored content: their producer must send them again, vectors of its own included
     * @param position after which the store is repaired
     */
    public record Result(int documents, int skipped, Position position) {}

    /** Repairs the documents of {@code stream} whose event time is in [from, to); null is no bound. */
    public Result run(String stream, @Nullable Instant from, @Nullable Instant to) {
        Identity run = new Identity("/vectide/reencode/" + UUID.randomUUID(), "run");
        List<Event> events = new ArrayList<>();
        int skipped = 0;
        for (Embedding embedding : newest(stream)) {
            boolean wanted = (from == null || !embedding.eventTime().isBefore(from))
                    && (to == null || embedding.eventTime().isBefore(to));
            if (wanted && embedding.content() == null) {
                skipped++;
            } else if (wanted) {
                events.add(repair(embedding, run));
            }
        }
        Map<Integer, Long> offsets = new TreeMap<>();
        for (int at = 0; at < events.size(); at += BATCH) {
            Position position = append(events.subList(at, Math.min(events.size(), at + BATCH)));
            position.offsets().forEach((partition, offset) -> offsets.merge(partition, offset, Math::max));
        }
        return new Result(events.size(), skipped, new Position(offsets));
    }

    private Position append(List<Event> events) {
        try {
            return sink.append(events).toCompletableFuture().join();
        } catch (CompletionException e) {
            // What the sink says of itself is what whoever answers knows.
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static Event repair(Embedding embedding, Identity run) {
        return new Event(
                embedding.key(),
                new Identity(run.source(), embedding.key().document()),
                embedding.eventTime(),
                Objects.requireNonNull(embedding.content()),
                embedding.attributes(),
                Origin.BACKFILL,
                embedding.source().offset());
    }

    /** The newest record of each document that is not deleted, in the order of the topic. */
    private List<Embedding> newest(String stream) {
        Map<String, Embedding> documents = new LinkedHashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                KafkaSettings.of(config.kafka()).reader(Map.of()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(config.topics().vectors(space)).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    take(stream, record, documents);
                }
            }
        }
        return List.copyOf(documents.values());
    }

    private static void take(
            String stream, ConsumerRecord<byte[], byte[]> record, Map<String, Embedding> documents) {
        VectorsRecord decoded;
        try {
            decoded = VectorsRecords.decode(record);
        } catch (MalformedRecordException e) {
            return; // The indexer has it among the dead letters.
        }
        if (decoded instanceof Embedding embedding && embedding.key().stream().equals(stream)) {
            documents.put(embedding.key().document(), embedding);
        } else if (decoded instanceof Tombstone tombstone && tombstone.key().stream().equals(stream)) {
            documents.remove(tombstone.key().document());
        }
    }
}
