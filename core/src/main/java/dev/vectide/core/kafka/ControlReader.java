package dev.vectide.core.kafka;

import dev.vectide.core.wire.NewerFormatException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the one partition of the control topic from its beginning. A damaged record is skipped and said; one of a newer
 * format ends the reading.
 *
 * <p>The consumer belongs to the thread started here; the other methods may be called from anywhere.
 */
final class ControlReader {
    private static final Logger LOG = LoggerFactory.getLogger(ControlReader.class);

    /** Takes one record. */
    interface Applier {
        void apply(String key, byte @Nullable [] value);
    }

    private final TopicPartition partition;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Applier applier;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    /** All below is applied; guarded by the lock. */
    private long nextOffset;
    /** The end as it was found first, -1 before; guarded by the lock. */
    private long firstEnd = -1;
    /** Guarded by the lock. */
    private @Nullable RuntimeException failure;
    private volatile boolean closing;

    ControlReader(String topic, KafkaConsumer<byte[], byte[]> consumer, Applier applier) {
        this.partition = new TopicPartition(topic, 0);
        this.consumer = consumer;
        this.applier = applier;
        this.thread = new Thread(this::run, "control-reader");
        thread.setDaemon(true);
    }

    /** Returns once everything that was in the topic is applied. */
    void start(Duration patience) {
        thread.start();
        if (!awaitUntil(patience, () -> firstEnd >= 0 && nextOffset >= firstEnd)) {
            throw new BrokerUnavailableException(
                    partition.topic() + " could not be read in " + patience.toSeconds() + " s", null);
        }
    }

    /** Whether the record at {@code offset} was applied within {@code patience}. */
    boolean await(long offset, Duration patience) {
        return awaitUntil(patience, () -> nextOffset > offset);
    }

    Optional<String> failure() {
        lock.lock();
        try {
            return Optional.ofNullable(failure).map(Throwable::getMessage);
        } finally {
            lock.unlock();
        }
    }

    void close() {
        closing = true;
        consumer.wakeup();
        if (thread.getState() == Thread.State.NEW) {
            consumer.close();
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitUntil(Duration patience, java.util.function.BooleanSupplier reached) {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!reached.getAsBoolean()) {
                if (failure != null) {
                    throw failure;
                }
                if (left <= 0) {
                    return false;
                }
                left = moved.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        while (!closing) {
            try {
                follow();
            } catch (WakeupException e) {
                // Closing.
            } catch (NewerFormatException e) {
                LOG.error("{}", e.getMessage());
                update(() -> failure = e);
                break;
            } catch (KafkaException e) {
                LOG.warn("{} cannot be read, trying again: {}", partition.topic(), e.getMessage());
                pause();
            }
        }
        consumer.close();
    }

    private void follow() {
        if (!hasFirstEnd()) {
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            update(() -> firstEnd = end);
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
            apply(record);
        }
        // The position also passes what compaction removed.
        long position = consumer.position(partition);
        update(() -> nextOffset = position);
    }

    private boolean hasFirstEnd() {
        lock.lock();
        try {
            return firstEnd >= 0;
        } finally {
            lock.unlock();
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        try {
            applier.apply(key, record.value());
        } catch (IllegalArgumentException e) {
            LoggedRecord.tell(record, () -> LOG.error("{}@{} key '{}' is skipped: {}", partition, record.offset(), key, e.getMessage()));
        }
    }

    private void update(Runnable change) {
        lock.lock();
        try {
            change.run();
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing = true;
        }
    }
}
