package dev.vectide.encoder.kafka;

import dev.vectide.core.embedding.Progress;
import dev.vectide.core.kafka.DeadLetters;
import dev.vectide.core.kafka.LoggedRecord;
import dev.vectide.core.kafka.VectorsRecords;
import dev.vectide.core.space.Space;
import dev.vectide.core.topic.Topics;
import dev.vectide.core.wire.Headers;
import dev.vectide.encoder.memory.Clocks;
import dev.vectide.encoder.memory.Memory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes encoded slices: vectors and tombstones to the partition they came from in source order, dead letters, a progress
 * record for each partition touched, and the offsets, all in one commit.
 *
 * <p>Used by one thread.
 */
final class StageWriter {
    private static final Logger LOG = LoggerFactory.getLogger(StageWriter.class);

    private final Topics topics;
    private final Space space;
    private final Delivery delivery;
    private final Map<Integer, Memory> memories;
    private final Clocks clocks;
    private final StageMetrics metrics;
    private final StageSpans spans;

    /** @param memories by partition; each is told which of its events turned out dead */
    StageWriter(
            Topics topics,
            Space space,
            Delivery delivery,
            Map<Integer, Memory> memories,
            Clocks clocks,
            StageMetrics metrics,
            StageSpans spans) {
        this.topics = topics;
        this.space = space;
        this.delivery = delivery;
        this.memories = memories;
        this.clocks = clocks;
        this.metrics = metrics;
        this.spans = spans;
    }

    /** @param slices in the order they were read */
    void write(List<Pipeline.Landed> slices) {
        long start = System.nanoTime();
        Map<Integer, Long> next = new HashMap<>();
        List<List<Outcome>> written = new ArrayList<>(slices.size());
        delivery.begin();
        for (Pipeline.Landed landed : slices) {
            List<Outcome> outcomes = landed.slice().outcomes(landed.results(), memories);
            landed.slice().moveClocks(clocks);
            List<ConsumerRecord<byte[], byte[]>> records = landed.slice().records();
            spans.begin(landed);
            for (int i = 0; i < records.size(); i++) {
                send(records.get(i), outcomes.get(i));
                next.merge(records.get(i).partition(), records.get(i).offset() + 1, Math::max);
            }
            written.add(outcomes);
        }
        finish(next);
        spans.end();
        metrics.transaction(Duration.ofNanos(System.nanoTime() - start));
        for (int i = 0; i < written.size(); i++) {
            metrics.committed(written.get(i), slices.get(i).results(), slices.get(i).slice().reused());
        }
    }

    /** Progress records alone, for the clocks that moved: {@code next} is the next offset of each partition. */
    void writeClocks(Map<Integer, Long> next) {
        delivery.begin();
        finish(next);
    }

    private void send(ConsumerRecord<byte[], byte[]> record, Outcome outcome) {
        if (outcome instanceof Outcome.Written written) {
            ProducerRecord<byte[], byte[]> out = VectorsRecords.of(topics.vectors(space), record.partition(), written.record());
            out.headers().add(Headers.ACCEPTED, Long.toString(record.timestamp()).getBytes(StandardCharsets.US_ASCII));
            spans.pass(record, out.headers());
            delivery.send(out);
        } else if (outcome instanceof Outcome.Dead dead) {
            LoggedRecord.tell(record, () -> LOG.warn("dead letter from {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), dead.reason()));
            ProducerRecord<byte[], byte[]> out =
                    DeadLetters.of(topics.deadLetters(), record, "encoder", dead.reason(), dead.cause());
            spans.failed(record, dead.reason());
            out.headers().add(DeadLetters.SPACE, space.qualifiedName().getBytes(StandardCharsets.UTF_8));
            delivery.send(out);
        }
    }

    private void finish(Map<Integer, Long> next) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        next.forEach((partition, offset) -> {
            Progress progress = new Progress(partition, offset, clocks.takeMoved(partition));
            delivery.send(VectorsRecords.of(topics.vectors(space), partition, progress));
            offsets.put(new TopicPartition(topics.events(), partition), new OffsetAndMetadata(offset));
        });
        delivery.commit(offsets);
    }
}
