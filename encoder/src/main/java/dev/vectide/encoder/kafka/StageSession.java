package dev.vectide.encoder.kafka;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.space.Space;
import dev.vectide.core.stream.StreamDirectory;
import dev.vectide.core.topic.Topics;
import dev.vectide.core.trace.Spans;
import dev.vectide.encoder.ContentModel;
import dev.vectide.encoder.memory.Clocks;
import dev.vectide.encoder.memory.Memory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of consumer, producer and memory: whatever fails ends all three together. Events are gathered into slices over
 * all partitions; a slice is encoded while the next is gathered, and what is encoded is written once in a commit interval,
 * in the order it was read: a crash repeats whole slices or nothing. While the pipeline is full and the next slice as well,
 * the partitions are paused, which is all the back-pressure there has to be.
 *
 * <p>Used by one thread.
 */
final class StageSession implements AutoCloseable, ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(StageSession.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(100);
    /** How long a slice that is ready may wait to be noticed. */
    private static final Duration BUSY_POLL = Duration.ofMillis(2);
    /** The same while another one keeps the model busy. */
    private static final Duration FULL_POLL = Duration.ofMillis(10);
    private static final Duration IDLE_CLOCKS = Duration.ofMillis(500);

    private final VectideConfig.Encoder settings;
    private final Topics topics;
    private final Space space;
    private final StageMetrics metrics;
    private final StageAlerts alerts;
    private final BooleanSupplier closing;
    private final Runnable assigned;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Delivery delivery;
    private final Map<Integer, Memory> memories = new HashMap<>();
    private final Clocks clocks = new Clocks();
    private final MemoryLoader loader;
    private final Planner planner;
    private final StageWriter writer;
    private final Gathered gathered;
    private final Pipeline pipeline;
    private final List<Pipeline.Landed> landed = new ArrayList<>();
    /** Whether the model has written in this session: what may be left of an earlier failure is over then. */
    private boolean isProven;
    /** Nothing can be written any more: the next session repeats what was not committed. */
    private boolean isOver;
    private long gatheredAt;
    private long committedAt = System.nanoTime();
    private long clocksAt = System.nanoTime();

    /** @param assigned told when partitions are ours and their memory is there */
    StageSession(
            VectideConfig config,
            ContentModel model,
            Neighbours neighbours,
            StreamDirectory streams,
            StageMetrics metrics,
            Spans spans,
            StageAlerts alerts,
            BooleanSupplier closing,
            Runnable assigned) {
        this.settings = config.encoder();
        this.topics = config.topics();
        this.space = model.space();
        this.metrics = metrics;
        this.alerts = alerts;
        this.closing = closing;
        this.assigned = assigned;
        this.gathered = new Gathered(settings.window());
        this.planner = new Planner(model, neighbours, streams, settings.longTexts());
        this.loader = new MemoryLoader(
                KafkaSettings.of(config.kafka()),
                topics.vectors(space),
                settings.memoryOfEach(config.kafka().partitions()),
                settings.vectorMemory().bytes() / config.kafka().partitions(),
                closing);
        StageClients clients = new StageClients(config, space);
        this.consumer = clients.consumer();
        try {
            this.delivery = clients.delivery(consumer);
        } catch (KafkaException e) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            throw e;
        }
        this.writer = new StageWriter(topics, space, delivery, memories, clocks, metrics, new StageSpans(spans, space.name()));
        this.pipeline = new Pipeline(new BatchEncoder(model, settings.chunkOverlap()), metrics);
    }

    /** Until the stage closes. */
    void run() {
        delivery.prepare();
        consumer.subscribe(List.of(topics.events()), this);
        while (!closing.getAsBoolean()) {
            read();
            land();
            startSlice();
            if (isCommitDue()) {
                commit();
            }
            // Also under a flow that never ends: it may leave a partition idle.
            if (System.nanoTime() - clocksAt > IDLE_CLOCKS.toNanos()) {
                clocksAt = System.nanoTime();
                moveIdleClocks();
                metrics.lag(lag());
            }
            metrics.queued(onTheirWay());
        }
        commitAll();
    }

    private void read() {
        boolean full = pipeline.isFull() && gathered.isFull();
        if (full) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
        boolean empty = gathered.isEmpty();
        gathered.add(consumer.poll(patience(full)));
        if (empty && !gathered.isEmpty()) {
            gatheredAt = System.nanoTime();
        }
    }

    /** How long nothing but an event needs attention. */
    private Duration patience(boolean full) {
        if (!pipeline.isEmpty()) {
            return full ? FULL_POLL : BUSY_POLL;
        }
        long now = System.nanoTime();
        long left = IDLE_POLL.toNanos();
        if (!gathered.isEmpty()) {
            left = Math.min(left, gatheredAt + settings.linger().toNanos() - now);
        }
        if (!landed.isEmpty()) {
            left = Math.min(left, committedAt + settings.commitInterval().toNanos() - now);
        }
        return Duration.ofNanos(Math.max(0, left));
    }

    private void land() {
        while (pipeline.hasLanded()) {
            landed.add(pipeline.land());
        }
    }

    /**
     * A window that is full at once, where there is room; less only while the model has nothing to do, and then after a
     * moment in which company may come.
     */
    private void startSlice() {
        boolean due = !gathered.isEmpty() && System.nanoTime() - gatheredAt >= settings.linger().toNanos();
        if (!pipeline.isFull() && (gathered.isFull() || (due && pipeline.isEmpty()))) {
            pipeline.start(new Slice(planner, gathered.records(), memories));
            gathered.clear();
        }
    }

    private boolean isCommitDue() {
        return !landed.isEmpty() && System.nanoTime() - committedAt >= settings.commitInterval().toNanos();
    }

    private void commit() {
        boolean encoded = landed.stream().anyMatch(slice -> !slice.results().isEmpty());
        writer.write(landed);
        landed.clear();
        if (encoded && !isProven) {
            isProven = true;
            alerts.resolve();
        }
        committedAt = System.nanoTime();
    }

    /** Writes what is on its way. */
    private void commitAll() {
        while (!pipeline.isEmpty()) {
            landed.add(pipeline.land());
        }
        if (!landed.isEmpty()) {
            commit();
        }
    }

    /** A partition with nothing left to read must not hold back the clocks of streams that go on elsewhere. */
    private void moveIdleClocks() {
        Map<Integer, Long> next = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            OptionalLong lag = consumer.currentLag(partition);
            if (lag.isPresent() && lag.getAsLong() == 0 && !isOnItsWay(partition)) {
                clocks.catchUp(partition.partition());
                if (clocks.hasMoved(partition.partition())) {
                    next.put(partition.partition(), consumer.position(partition));
                }
            }
        }
        if (!next.isEmpty()) {
            writer.writeClocks(next);
        }
    }

    private Map<Integer, Long> lag() {
        Map<Integer, Long> behind = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            consumer.currentLag(partition).ifPresent(records -> behind.put(partition.partition(), records));
        }
        return behind;
    }

    /** Events that were read and are not yet written. */
    private int onTheirWay() {
        return gathered.size()
                + pipeline.events()
                + landed.stream().mapToInt(slice -> slice.slice().records().size()).sum();
    }

    /** Whether events of the partition were read and are not yet written. */
    private boolean isOnItsWay(TopicPartition partition) {
        return gathered.holds(partition)
                || pipeline.holds(partition.partition())
                || landed.stream().anyMatch(slice -> slice.slice().holds(partition.partition()));
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
        // What is on its way is still ours to write, unless this life has failed; what was only read is the next owner's, which
        // may be this one again.
        if (!isOver) {
            commitAll();
        }
        gathered.drop(partitions);
        partitions.forEach(partition -> {
            memories.remove(partition.partition());
            clocks.forget(partition.partition());
        });
    }

    @Override
    public void close() {
        metrics.idle();
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
            delivery.close();
        } catch (KafkaException e) {
            LOG.debug("while closing", e);
        }
        // Whoever is there takes the partitions over at once; only one that is killed keeps them for its return.
        consumer.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    }
}
