package dev.vectide.encoder.kafka;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.Progress;
import dev.vectide.core.kafka.DeadLetters;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.VectorsRecords;
import dev.vectide.core.space.Space;
import dev.vectide.core.stream.StreamDirectory;
import dev.vectide.core.topic.Topics;
import dev.vectide.core.wire.Headers;
import dev.vectide.encoder.TextModel;
import dev.vectide.encoder.memory.Clocks;
import dev.vectide.encoder.memory.Memory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of consumer, producer and memory: whatever fails ends all three together. Events are gathered into slices over
 * all partitions; a slice is encoded while the next is gathered, and written in one transaction: vectors and tombstones to
 * the partition they came from in source order, dead letters, a progress record for each partition touched, and the
 * consumer's offsets. Slices are written in the order they were read, so a crash repeats whole slices or nothing. While
 * the pipeline is full nothing is read, which is all the back-pressure there has to be.
 *
 * <p>Used by one thread.
 */
final class StageSession implements AutoCloseable, ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(StageSession.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(100);
    /** How long a slice that is ready may wait to be noticed. */
    private static final Duration BUSY_POLL = Duration.ofMillis(2);
    private static final Duration IDLE_CLOCKS = Duration.ofMillis(500);

    private final VectideConfig.Encoder settings;
    private final Topics topics;
    private final Space space;
    private final StageMetrics metrics;
    private final BooleanSupplier closing;
    private final Runnable assigned;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<Integer, Memory> memories = new HashMap<>();
    private final Clocks clocks = new Clocks();
    private final MemoryLoader loader;
    private final Planner planner;
    private final Pipeline pipeline;
    private final Gathered gathered;
    private long committedAt = System.nanoTime();
    private long clocksAt = System.nanoTime();

    /** @param assigned told when partitions are ours and their memory is there */
    StageSession(
            VectideConfig config,
            TextModel model,
            StreamDirectory streams,
            StageMetrics metrics,
            BooleanSupplier closing,
            Runnable assigned) {
        this.settings = config.encoder();
        this.topics = config.topics();
        this.space = model.space();
        this.metrics = metrics;
        this.closing = closing;
        this.assigned = assigned;
        this.gathered = new Gathered(settings.window());
        this.planner = new Planner(space, model.producer(), streams);
        this.loader = new MemoryLoader(
                KafkaSettings.of(config.kafka()),
                topics.vectors(space),
                Math.max(1, settings.memory() / config.kafka().partitions()));
        StageClients clients = new StageClients(config, space);
        this.producer = clients.producer();
        try {
            this.consumer = clients.consumer();
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
        this.pipeline = new Pipeline(new BatchEncoder(model), metrics);
    }

    /** Until the stage closes. */
    void run() {
        producer.initTransactions();
        consumer.subscribe(List.of(topics.events()), this);
        while (!closing.getAsBoolean()) {
            gather();
            if (!gathered.isEmpty()) {
                pipeline.start(new Slice(planner, gathered.records(), memories));
            }
            while (pipeline.hasLanded() || pipeline.isFull()) {
                commit(pipeline.land());
            }
            // Also under a flow that never ends: it may leave a partition idle.
            if (System.nanoTime() - clocksAt > IDLE_CLOCKS.toNanos()) {
                clocksAt = System.nanoTime();
                moveIdleClocks();
            }
        }
        commitAll();
    }

    /**
     * At once what is there, after quiet; otherwise what comes until the commit interval is over, or, while the model is
     * busy, until it has a slice ready.
     */
    private void gather() {
        gathered.clear();
        gathered.add(consumer.poll(pipeline.isEmpty() ? IDLE_POLL : BUSY_POLL));
        if (gathered.isEmpty()) {
            return;
        }
        long lingerUntil = System.nanoTime() + settings.linger().toNanos();
        long until = Math.max(lingerUntil, committedAt + settings.commitInterval().toNanos());
        while (!gathered.isFull() && !closing.getAsBoolean()) {
            long left = until - System.nanoTime();
            if (pipeline.hasLanded() || (pipeline.isEmpty() && left <= 0)) {
                return;
            }
            gathered.add(consumer.poll(pipeline.isEmpty() ? Duration.ofNanos(left) : BUSY_POLL));
        }
    }

    /** Writes what is on its way. */
    private void commitAll() {
        while (!pipeline.isEmpty()) {
            commit(pipeline.land());
        }
    }

    private void commit(Pipeline.Landed landed) {
        long start = System.nanoTime();
        List<ConsumerRecord<byte[], byte[]>> records = landed.slice().records();
        List<Outcome> outcomes = landed.slice().outcomes(landed.results(), memories);
        landed.slice().moveClocks(clocks);
        Map<Integer, Long> next = new HashMap<>();
        producer.beginTransaction();
        for (int i = 0; i < records.size(); i++) {
            ConsumerRecord<byte[], byte[]> record = records.get(i);
            send(record, outcomes.get(i));
            next.merge(record.partition(), record.offset() + 1, Math::max);
        }
        finish(next);
        committedAt = System.nanoTime();
        metrics.committed(outcomes, landed.results(), Duration.ofNanos(committedAt - start));
    }

    private void send(ConsumerRecord<byte[], byte[]> record, Outcome outcome) {
        if (outcome instanceof Outcome.Written written) {
            ProducerRecord<byte[], byte[]> out = VectorsRecords.of(topics.vectors(space), record.partition(), written.record());
            out.headers().add(Headers.ACCEPTED, Long.toString(record.timestamp()).getBytes(StandardCharsets.US_ASCII));
            producer.send(out);
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
            if (lag.isPresent() && lag.getAsLong() == 0 && !pipeline.holds(partition.partition())) {
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
        assigned.run();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        // What is on its way is still ours to write; what was only read is the next owner's, which may be this one again.
        commitAll();
        gathered.drop(partitions);
        partitions.forEach(partition -> {
            memories.remove(partition.partition());
            clocks.forget(partition.partition());
        });
    }

    @Override
    public void close() {
        pipeline.close();
        // Kafka's clients leave nothing behind only where the thread is not interrupted.
        boolean interrupted = Thread.interrupted();
        try {
            closeClients();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void closeClients() {
        try {
            // A transaction that is still open is aborted by closing its producer.
            producer.close(Duration.ofSeconds(5));
        } catch (KafkaException e) {
            LOG.debug("while closing", e);
        }
        // Whoever is there takes the partitions over at once; only one that is killed keeps them for its return.
        consumer.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    }
}
