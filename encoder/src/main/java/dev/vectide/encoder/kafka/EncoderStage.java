package dev.vectide.encoder.kafka;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.Progress;
import dev.vectide.core.kafka.DeadLetters;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.VectorsRecords;
import dev.vectide.core.space.Space;
import dev.vectide.core.stream.StreamDirectory;
import dev.vectide.core.topic.Topics;
import dev.vectide.core.wire.NewerFormatException;
import dev.vectide.encoder.TextModel;
import dev.vectide.encoder.memory.Clocks;
import dev.vectide.encoder.memory.Memory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the events topic to the vectors topic. Each round reads a slice of events over all partitions, encodes it and writes
 * in one transaction: vectors and tombstones to the partition they came from in source order, dead letters, a progress
 * record for each partition touched, and the consumer's offsets. So a crash repeats a slice or nothing.
 *
 * <p>One thread of its own runs everything; {@link #close} waits for it. A Kafka failure aborts the transaction and starts
 * over from the committed offsets; a broken model or a record of a newer format stops the stage for good.
 */
public final class EncoderStage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EncoderStage.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(100);
    private static final Duration IDLE_CLOCKS = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final VectideConfig config;
    private final KafkaSettings kafka;
    private final Topics topics;
    private final Space space;
    private final TextModel model;
    private final StreamDirectory streams;
    private final StageMetrics metrics;
    private final String transactionalId;
    private final Thread thread;
    private final CountDownLatch assigned = new CountDownLatch(1);
    private final AtomicReference<String> failure = new AtomicReference<>();
    private volatile boolean closing;

    /** @param instance tells apart encoders of one space that run side by side */
    public EncoderStage(
            VectideConfig config, TextModel model, StreamDirectory streams, MeterRegistry registry, String instance) {
        this.config = config;
        this.kafka = KafkaSettings.of(config.kafka());
        this.topics = config.topics();
        this.space = model.space();
        this.model = model;
        this.streams = streams;
        this.metrics = new StageMetrics(registry, space.name());
        this.transactionalId = topics.group("encoder", space) + "-" + instance;
        this.thread = new Thread(this::run, "encoder-stage");
        thread.start();
    }

    /** Empty once partitions are assigned; else why nothing is encoded. */
    public Optional<String> notReady() {
        String why = failure.get();
        if (why != null) {
            return Optional.of(why);
        }
        return assigned.getCount() > 0 ? Optional.of("encoder waits for its partitions") : Optional.empty();
    }

    /** Ends after the slice in hand is committed. */
    @Override
    public void close() {
        closing = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                thread.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closing) {
            try (Session session = new Session()) {
                session.run();
            } catch (BatchEncoder.BrokenModelException | NewerFormatException e) {
                stop(String.valueOf(e.getMessage()));
                return;
            } catch (KafkaException e) {
                if (!closing) {
                    LOG.warn("encoder starts over from its committed offsets: {}", e.getMessage());
                    LOG.debug("cause", e);
                    pause();
                }
            } catch (RuntimeException e) {
                LOG.error("encoder stops", e);
                stop("encoder stopped: " + e);
                return;
            }
        }
    }

    private void stop(String why) {
        LOG.error("{}", why);
        failure.set(why);
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One life of consumer, producer and memory: whatever fails ends all three together. */
    private final class Session implements AutoCloseable, ConsumerRebalanceListener {
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final KafkaProducer<byte[], byte[]> producer;
        private final Map<Integer, Memory> memories = new HashMap<>();
        private final Clocks clocks = new Clocks();
        private final MemoryLoader loader = new MemoryLoader(
                kafka, topics.vectors(space), Math.max(1, config.encoder().memory() / config.kafka().partitions()));
        private final Slice slice;
        private final List<ConsumerRecord<byte[], byte[]>> gathered = new ArrayList<>();
        private long committedAt = System.nanoTime();
        private long clocksAt = System.nanoTime();

        Session() {
            this.consumer = new KafkaConsumer<>(
                    kafka.reader(Map.of(
                            "group.id", topics.group("encoder", space),
                            "max.poll.records", config.encoder().window(),
                            "max.poll.interval.ms", 600_000,
                            "fetch.max.bytes", 8 << 20,
                            "max.partition.fetch.bytes", 2 << 20)),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            this.producer = new KafkaProducer<>(
                    kafka.with(Map.of(
                            "transactional.id", transactionalId,
                            "transaction.timeout.ms",
                                    (int) config.encoder().transactionTimeout().toMillis(),
                            "max.request.size", 32 << 20,
                            "linger.ms", 1,
                            "batch.size", 256 << 10)),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
            Planner planner = new Planner(space, model.producer(), streams, clocks);
            this.slice = new Slice(planner, new BatchEncoder(model), metrics);
        }

        void run() {
            producer.initTransactions();
            consumer.subscribe(List.of(topics.events()), this);
            while (!closing) {
                List<ConsumerRecord<byte[], byte[]>> records = gather();
                if (!records.isEmpty()) {
                    commit(records, slice.process(records, memories));
                } else if (System.nanoTime() - clocksAt > IDLE_CLOCKS.toNanos()) {
                    clocksAt = System.nanoTime();
                    moveIdleClocks();
                }
            }
        }

        /** At once what is there, after quiet; otherwise what comes until the commit interval is over. */
        private List<ConsumerRecord<byte[], byte[]>> gather() {
            gathered.clear();
            add(consumer.poll(IDLE_POLL));
            if (gathered.isEmpty()) {
                return gathered;
            }
            long lingerUntil = System.nanoTime() + config.encoder().linger().toNanos();
            long commitAt = committedAt + config.encoder().commitInterval().toNanos();
            long until = Math.max(lingerUntil, commitAt);
            while (gathered.size() < config.encoder().window() && System.nanoTime() < until && !closing) {
                add(consumer.poll(Duration.ofNanos(Math.max(1, until - System.nanoTime()))));
            }
            return gathered;
        }

        private void add(ConsumerRecords<byte[], byte[]> polled) {
            polled.forEach(gathered::add);
        }

        private void commit(List<ConsumerRecord<byte[], byte[]>> records, List<Outcome> outcomes) {
            long start = System.nanoTime();
            Map<Integer, Long> next = new HashMap<>();
            producer.beginTransaction();
            for (int i = 0; i < records.size(); i++) {
                ConsumerRecord<byte[], byte[]> record = records.get(i);
                send(record, outcomes.get(i));
                next.merge(record.partition(), record.offset() + 1, Math::max);
            }
            finish(next);
            committedAt = System.nanoTime();
            metrics.transaction.record(Duration.ofNanos(committedAt - start));
        }

        private void send(ConsumerRecord<byte[], byte[]> record, Outcome outcome) {
            if (outcome instanceof Outcome.Written written) {
                producer.send(VectorsRecords.of(topics.vectors(space), record.partition(), written.record()));
            } else if (outcome instanceof Outcome.Dead dead) {
                LOG.warn("dead letter from {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), dead.reason());
                producer.send(DeadLetters.of(topics.deadLetters(), record, "encoder", dead.reason(), dead.cause()));
            }
        }

        /** Progress and offsets, then the commit. */
        private void finish(Map<Integer, Long> next) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            next.forEach((partition, offset) -> {
                Progress progress = new Progress(partition, offset, clocks.takeMoved(partition));
                producer.send(VectorsRecords.of(topics.vectors(space), partition, progress));
                offsets.put(new TopicPartition(topics.events(), partition), new OffsetAndMetadata(offset));
            });
            producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
            producer.commitTransaction();
        }

        /** A partition with nothing left to read must not hold back the clocks of streams that go on elsewhere. */
        private void moveIdleClocks() {
            Map<Integer, Long> next = new HashMap<>();
            for (TopicPartition partition : consumer.assignment()) {
                OptionalLong lag = consumer.currentLag(partition);
                if (lag.isPresent() && lag.getAsLong() == 0) {
                    clocks.catchUp(partition.partition());
                    if (clocks.hasMoved(partition.partition())) {
                        next.put(partition.partition(), consumer.position(partition));
                    }
                }
            }
            if (!next.isEmpty()) {
                producer.beginTransaction();
                finish(next);
            }
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) {
                memories.put(partition.partition(), loader.load(partition.partition(), clocks));
            }
            LOG.info("encoding {} partitions into {}", consumer.assignment().size(), space.qualifiedName());
            assigned.countDown();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // What was read of them and not yet written is the next owner's, which may be this one again.
            gathered.removeIf(record -> partitions.contains(new TopicPartition(record.topic(), record.partition())));
            partitions.forEach(partition -> {
                memories.remove(partition.partition());
                clocks.forget(partition.partition());
            });
        }

        @Override
        public void close() {
            try {
                // A transaction that is still open is aborted by closing its producer.
                producer.close(Duration.ofSeconds(5));
            } catch (KafkaException e) {
                LOG.debug("while closing", e);
            }
            consumer.close();
        }
    }
}
