package dev.vectide.bench.load;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Pane;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.wire.AlertEvent;
import dev.vectide.core.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads scores, health reports and alerts as anybody may: committed ones, as they come. A score's time counts from when its
 * event was due. A report's or an alert's counts from when the first event was due that lies behind the end of its pane by
 * the lateness bound, for only then may the pane be closed.
 */
final class Reports implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final Events events;
    private final VectideConfig config;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread = new Thread(this::run, "load-reports");
    private volatile @Nullable RuntimeException failure;
    private volatile boolean closed;

    Reports(String bootstrap, Events events) {
        this.events = events;
        this.config = ConfigReader.read(null, Map.of("VECTIDE_KAFKA_BOOTSTRAP", bootstrap));
        this.consumer = new KafkaConsumer<>(
                KafkaSettings.of(config.kafka()).reader(Map.of("isolation.level", "read_committed")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(config.topics().scores(), config.topics().health(), config.topics().alerts())) {
            for (PartitionInfo partition : consumer.partitionsFor(topic)) {
                partitions.add(new TopicPartition(topic, partition.partition()));
            }
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try (consumer) {
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    take(record);
                }
            }
        } catch (InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        if (record.topic().equals(config.topics().scores())) {
            DocumentKey key = DocumentKey.parse(record.key());
            if (key.stream().equals(events.stream())) {
                int number = Events.number(key.document());
                Step step = events.sent().step(number);
                if (step != null) {
                    step.scored(events.sent().dueNanos(number));
                }
            }
        } else if (record.topic().equals(config.topics().health())) {
            HealthReport report = Json.read(record.value(), HealthReport.class);
            said(report.stream(), report.pane(), false);
        } else {
            var alert = AlertEvent.decode(record.value());
            // Others speak of the encoder or of silence, not of a pane.
            if (List.of("collapse", "drift", "novelty").contains(alert.detector())) {
                said(alert.stream(), alert.pane(), true);
            }
        }
    }

    private void said(String stream, Pane pane, boolean alert) {
        if (!stream.equals(events.stream())) {
            return;
        }
        int closing = events.sent().firstAt(
                pane.end().plus(config.monitor().lateness()).toEpochMilli());
        Step step = events.sent().step(closing);
        if (step != null) {
            long due = events.sent().dueNanos(closing);
            step.reported(due);
            if (alert) {
                step.alerted(due);
            }
        }
    }

    long checkpointMs() {
        return config.monitor().checkpointInterval().toMillis();
    }

    /** Throws what went wrong, if anything did. */
    void check() {
        RuntimeException wrong = failure;
        if (wrong != null) {
            throw wrong;
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
