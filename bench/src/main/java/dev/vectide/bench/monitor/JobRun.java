package dev.vectide.bench.monitor;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.Progress;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.core.kafka.VectorsRecords;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Precision;
import dev.vectide.core.space.Space;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.core.wire.Json;
import dev.vectide.monitor.VectorInput;
import dev.vectide.monitor.flink.MonitorCluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A vectors topic that is full, and what reads it: Kafka's own consumer, which does nothing with it, and a monitor's job as it
 * ships, in Flink in this JVM. A job is measured from its first report to its last, by the broker's clock, so that its start
 * does not count.
 *
 * <p>Used by one thread.
 */
final class JobRun {
    /** Event time from one vector to the next. */
    private static final long STEP_MS = 2;
    /** Vectors between two progress records of a partition. */
    private static final int BETWEEN_CLOCKS = 500;

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final VectideConfig config;
    private final Space space;
    private final int vectors;

    private JobRun(VectideConfig config, Space space, int vectors) {
        this.config = config;
        this.space = space;
        this.vectors = vectors;
    }

    /** Writes the topic. */
    static JobRun of(String bootstrap, float[][] vectors, int count, int pane) {
        int dimension = vectors[0].length;
        VectideConfig config = ConfigReader.read(null, Map.of(
                "VECTIDE_KAFKA_BOOTSTRAP", bootstrap,
                "VECTIDE_NAMESPACE", "bench-" + dimension,
                "VECTIDE_KAFKA_PARTITIONS", String.valueOf(Fed.PARTITIONS),
                "VECTIDE_MONITOR_PANE", pane * STEP_MS + "ms",
                "VECTIDE_MONITOR_SILENCE", "0s"));
        Space space = new Space("bench", "0".repeat(64), "1".repeat(64), Pooling.MEAN, "", "", 64, dimension, true,
                Precision.FULL);
        KafkaSettings kafka = KafkaSettings.of(config.kafka());
        try (Admin admin = kafka.admin()) {
            TopicAdmin topics = new TopicAdmin(config);
            topics.ensureShared(admin);
            topics.ensureVectors(admin, space);
        }
        JobRun run = new JobRun(config, space, count);
        run.write(kafka, vectors);
        return run;
    }

    private void write(KafkaSettings kafka, float[][] vectors) {
        String topic = config.topics().vectors(space);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                kafka.with(Map.of("linger.ms", 20, "batch.size", 1 << 18)),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < this.vectors; i++) {
                VectorInput input = Fed.vector(i, Fed.START_MS + STEP_MS * i, vectors);
                producer.send(VectorsRecords.of(topic, input.partition(), embedding(input)));
                boolean last = i == this.vectors - 1;
                if (last || i % BETWEEN_CLOCKS == 0) {
                    for (int p = 0; p < Fed.PARTITIONS; p++) {
                        // In the end far ahead, so that the last pane closes.
                        long clock = Fed.START_MS + STEP_MS * (last ? 2L * i : i);
                        producer.send(VectorsRecords.of(topic, p, new Progress(p, i, Map.of(Fed.STREAM, clock))));
                    }
                }
            }
        }
    }

    private Embedding embedding(VectorInput input) {
        return new Embedding(
                new DocumentKey(input.stream(), input.document()),
                new Identity("bench", input.document()),
                space.fingerprint(),
                "bench",
                Instant.ofEpochMilli(input.timeMs()),
                null,
                Origin.LIVE,
                false,
                false,
                null,
                Bytes.copyOf(new byte[32]),
                Map.of(),
                new SourcePosition(input.partition(), input.offset()),
                List.of(new Chunk(0, 0, FloatVector.of(Objects.requireNonNull(input.vector())))));
    }

    /** Records a second of a consumer of committed records on one thread. */
    double consumerPerSecond() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed")) {
            List<TopicPartition> partitions = partitions(config.topics().vectors(space), Fed.PARTITIONS);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long records = consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
            long read = consumer.poll(POLL).count(); // It knows where its partitions are now.
            long rest = records - read;
            long start = System.nanoTime();
            while (read < records) {
                read += consumer.poll(POLL).count();
            }
            return rest * 1e9 / (System.nanoTime() - start);
        }
    }

    /** Vectors a second through the job of one monitor that begins at the beginning. */
    double jobPerSecond(String monitor, Path checkpoints) throws InterruptedException {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_uncommitted")) {
            String topic = config.topics().health();
            List<TopicPartition> health = partitions(topic, consumer.partitionsFor(topic).size());
            consumer.assign(health);
            consumer.seekToEnd(health);
            health.forEach(consumer::position);
            try (MonitorCluster cluster = MonitorCluster.start(
                    config, space, checkpoints, new SimpleMeterRegistry(), Set.of(monitor))) {
                return measured(consumer, cluster);
            }
        }
    }

    private double measured(KafkaConsumer<byte[], byte[]> consumer, MonitorCluster cluster) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long first = 0;
        long before = 0;
        long counted = 0;
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                HealthReport report = Json.read(record.value(), HealthReport.class);
                counted += report.pane().n();
                if (first == 0) {
                    first = record.timestamp();
                    before = counted;
                } else if (counted == vectors) {
                    return (counted - before) * 1e3 / Math.max(1, record.timestamp() - first);
                }
            }
        }
        throw new IllegalStateException("of " + vectors + " vectors " + counted + " are reported after " + PATIENCE + "; "
                + cluster.notReady().orElse("the job runs"));
    }

    private static List<TopicPartition> partitions(String topic, int count) {
        return IntStream.range(0, count).mapToObj(p -> new TopicPartition(topic, p)).toList();
    }

    private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
        return new KafkaConsumer<>(
                KafkaSettings.of(config.kafka()).reader(Map.of("isolation.level", isolation)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
