package dev.vectide.bench.faults;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * An event of a newer major version, as a producer writes it that was upgraded first. The encoder must stop at it, saying
 * where it is and what it cannot read, and must not take it for poison: nothing may be on the dead letters. With the record
 * gone it goes on.
 */
record NewerFormat() implements Fault {
    private static final String NAMESPACE = "newer";

    @Override
    public String name() {
        return "an event of a newer format";
    }

    @Override
    public long run(Cluster cluster, Producer producer, Random random) throws Exception {
        try (Apart apart = Apart.start(cluster, NAMESPACE + random.nextInt(1 << 20))) {
            apart.send("before", 8);
            apart.awaitVectors("before", 8);
            TopicPartition partition = new TopicPartition(apart.topic("events"), 0);
            long offset = write(cluster, partition);
            String reason = apart.awaitNotReady(apart.encoder());
            if (!reason.contains("format 2") || !reason.contains(partition.topic())) {
                throw new IllegalStateException("the encoder does not say which record it cannot read: " + reason);
            }
            if (!Topics.all(cluster.brokers().bootstrap(), apart.topic("dead-letters")).isEmpty()) {
                throw new IllegalStateException("a record of a newer format is on the dead letters");
            }
            apart.admin().deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset + 1))).all().get();
            apart.restart();
            apart.send("after", 8);
            apart.awaitVectors("after", 8);
        }
        return System.nanoTime();
    }

    private static long write(Cluster cluster, TopicPartition to) throws Exception {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                to.topic(), to.partition(), utf8(Cluster.STREAM + "/tomorrow"), utf8("nobody can read this yet"));
        record.headers().add("format", utf8("2"));
        try (KafkaProducer<byte[], byte[]> writer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.brokers().bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            return writer.send(record).get().offset();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

}
