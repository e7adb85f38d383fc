package dev.vectide.ingest.kafka;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.BrokerUnavailableException;
import dev.vectide.core.kafka.DeadLetters;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.LoggedRecord;
import dev.vectide.core.topic.Topics;
import dev.vectide.core.trace.Spans;
import dev.vectide.core.wire.Headers;
import dev.vectide.core.wire.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a consumer of the mapped topics and its transactional producer: whatever fails ends both together.
 *
 * <p>Used by one thread.
 */
final class TransactionLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionLoop.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;

    private final Topics topics;
    private final Judge judge;
    private final IngestMetrics metrics;
    private final Spans spans;
    /** Of the records in hand: they end with the transaction. */
    private final List<Spans.Span> open = new ArrayList<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final TopicLimits limits;

    TransactionLoop(
            VectideConfig config, Judge judge, IngestMetrics metrics, Spans spans, String instance, Runnable assigned) {
        this.topics = config.topics();
        this.judge = judge;
        this.metrics = metrics;
        this.spans = spans;
        KafkaSettings kafka = KafkaSettings.of(config.kafka());
        this.limits = TopicLimits.of(kafka, topics.events(), topics.deadLetters());
        String name = topics.group("ingest") + "-" + instance;
        this.producer = new KafkaProducer<>(
                kafka.with(Map.of(
                        "transactional.id", name,
                        "transaction.timeout.ms", TRANSACTION_TIMEOUT_MS,
                        "max.request.size", EventRecords.LARGEST,
                        "linger.ms", 1)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                kafka.reader(Map.of(
                        "group.id", topics.group("ingest"),
                        // A restart takes its own place again at once, even after a kill.
                        "group.instance.id", name,
                        "session.timeout.ms", 10_000,
                        "heartbeat.interval.ms", 3_000,
                        "metadata.max.age.ms", 10_000,
                        "max.poll.records", 500,
                        "fetch.max.bytes", 8 << 20,
                        "max.partition.fetch.bytes", 2 << 20)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        try {
            producer.initTransactions();
            consumer.subscribe(judge.topics(), new Assignment(assigned));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Reads what is there and commits what became of it; returns after a moment where there is nothing. */
    void once() {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        metrics.lag(consumer.assignment().stream().mapToLong(from -> consumer.currentLag(from).orElse(0)).sum());
        if (records.isEmpty()) {
            return;
        }
        // Judged before the transaction begins: a new stream is written first, and that may take its time.
        List<ProducerRecord<byte[], byte[]>> out = new ArrayList<>(records.count());
        List<String> streams = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            out.add(outcome(record, streams));
        }
        long start = System.nanoTime();
        producer.beginTransaction();
        out.forEach(producer::send);
        producer.sendOffsetsToTransaction(offsets(records), consumer.groupMetadata());
        producer.commitTransaction();
        metrics.transaction(System.nanoTime() - start);
        endSpans();
        streams.forEach(metrics::accepted);
        metrics.refused("kafka", records.count() - streams.size());
    }

    private ProducerRecord<byte[], byte[]> outcome(ConsumerRecord<byte[], byte[]> record, List<String> streams) {
        try {
            Reading reading = judge.judge(record);
            if (reading instanceof Reading.Refused refused) {
                return deadLetter(record, refused.reason(), null);
            }
            var event = ((Reading.Accepted) reading).event();
            var written = EventRecords.of(topics.events(), event, traced(record, event.key().stream()));
            int largest = limits.largestValue(topics.events());
            if (written.value().length > largest) {
                return deadLetter(record, written.value().length + " bytes, " + topics.events() + " takes " + largest, null);
            }
            streams.add(event.key().stream());
            return written;
        } catch (BrokerUnavailableException | KafkaException e) {
            // Not the record's fault.
            throw e;
        } catch (RuntimeException e) {
            return deadLetter(record, "cannot be read: " + e, e);
        }
    }

    private ProducerRecord<byte[], byte[]> deadLetter(
            ConsumerRecord<byte[], byte[]> record, String reason, @Nullable Throwable cause) {
        LoggedRecord.tell(record, () -> LOG.warn("dead letter from {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), reason));
        var letter = DeadLetters.of(topics.deadLetters(), record, "ingest", reason, cause);
        if (record.value() == null || record.value().length <= limits.largestValue(topics.deadLetters())) {
            return letter;
        }
        // Never so large that it could not be written at all.
        String cut = reason + "; the value of " + record.value().length + " bytes does not fit here and is left out";
        var shorter = DeadLetters.of(topics.deadLetters(), record, "ingest", cut, cause);
        return new ProducerRecord<>(shorter.topic(), null, shorter.key(), null, shorter.headers());
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> read = records.records(partition);
            offsets.put(partition, new OffsetAndMetadata(read.get(read.size() - 1).offset() + 1));
        }
        return offsets;
    }

    /** What the event's record names as its trace. */
    private @Nullable String traced(ConsumerRecord<byte[], byte[]> record, String stream) {
        String given = traceparent(record);
        if (!spans.areOn()) {
            return given;
        }
        Spans.Span span = spans.start("ingest.accept", Spans.Kind.CONSUMER, given, List.of(), null)
                .with("vectide.stream", stream)
                .with("messaging.destination.name", record.topic())
                .with("messaging.destination.partition.id", Integer.toString(record.partition()))
                .with("messaging.kafka.offset", record.offset());
        open.add(span);
        String own = span.traceparent();
        return own == null ? given : own;
    }

    private void endSpans() {
        open.forEach(Spans.Span::end);
        open.clear();
    }

    private static @Nullable String traceparent(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(Headers.TRACEPARENT);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        open.forEach(span -> span.failed("the transaction was not committed"));
        endSpans();
        try {
            // A transaction that is still open is aborted by closing its producer.
            producer.close(Duration.ofSeconds(5));
        } catch (KafkaException e) {
            LOG.debug("while closing", e);
        }
        consumer.close();
    }

    /** Tells whenever the group has shared out the partitions. */
    private record Assignment(Runnable assigned) implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            LOG.info("reading {} partitions of mapped topics", partitions.size());
            assigned.run();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // Nothing is kept of them between two polls.
        }
    }
}
