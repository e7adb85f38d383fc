package dev.vectide.monitor.kafka;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.LoggedRecord;
import dev.vectide.core.topic.Topics;
import dev.vectide.monitor.MonitorOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the newest scores and health reports and all alerts, then follows them. Belongs to no consumer group: every
 * instance sees everything.
 *
 * <p>The consumer belongs to the thread started here, which also calls the listeners; the other methods may be called
 * from anywhere.
 */
public final class ReportReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReportReader.class);
    /** Records of a partition that are read of what was there before. */
    private static final long SCORES_BACK = 4_000;

    private static final long HEALTH_BACK = 12_000;

    private final Topics topics;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<MonitorOutput> known;
    private final Consumer<MonitorOutput> news;
    private final Thread thread;
    /** Ends of the partitions when reading began; null before. Of the thread. */
    private @Nullable Map<TopicPartition, Long> ends;

    private volatile String trouble = "reports are still being read";
    private volatile boolean closing;

    /**
     * @param known gets everything, in the order of each partition
     * @param news gets what was written since the start, after {@code known} did
     */
    public ReportReader(VectideConfig config, Consumer<MonitorOutput> known, Consumer<MonitorOutput> news) {
        this.topics = config.topics();
        this.known = known;
        this.news = news;
        this.consumer = new KafkaConsumer<>(
                KafkaSettings.of(config.kafka()).reader(Map.of("metadata.max.age.ms", "10000")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.thread = new Thread(this::run, "report-reader");
        thread.setDaemon(true);
        thread.start();
    }

    /** Empty once everything that was there at the start is read; else the reason. */
    public Optional<String> notReady() {
        return trouble.isEmpty() ? Optional.empty() : Optional.of(trouble);
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closing) {
            try {
                if (ends == null) {
                    ends = assign();
                }
                follow(ends);
            } catch (WakeupException e) {
                // Closing.
            } catch (KafkaException e) {
                trouble = "reports cannot be read: " + e.getMessage();
                LOG.warn("{}", trouble);
                pause();
            }
        }
        consumer.close();
    }

    private Map<TopicPartition, Long> assign() {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(topics.scores(), topics.health(), topics.alerts())) {
            consumer.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        consumer.assign(partitions);
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> found = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            long back = partition.topic().equals(topics.alerts())
                    ? Long.MAX_VALUE
                    : partition.topic().equals(topics.health()) ? HEALTH_BACK : SCORES_BACK;
            long from = found.getOrDefault(partition, 0L) - back;
            consumer.seek(partition, Math.max(first.getOrDefault(partition, 0L), from));
        }
        return found;
    }

    private void follow(Map<TopicPartition, Long> ends) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            MonitorOutput output = decode(record);
            if (output != null) {
                known.accept(output);
                TopicPartition from = new TopicPartition(record.topic(), record.partition());
                if (record.offset() >= ends.getOrDefault(from, 0L)) {
                    news.accept(output);
                }
            }
        }
        if (!trouble.isEmpty()
                && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            trouble = "";
        }
    }

    /** Null where there is nothing to tell: a deleted alert, or a record that is none of ours, which is said. */
    private @Nullable MonitorOutput decode(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return null;
        }
        try {
            return ReportRecords.decode(topics, record.topic(), record.value());
        } catch (RuntimeException e) {
            LoggedRecord.tell(record, () -> LOG.error("{}-{}@{} is skipped: {}", record.topic(), record.partition(), record.offset(), e.getMessage()));
            return null;
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
