package dev.vectide.encoder.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Records first, then offsets: what an encoder wrote and did not live to account for comes again. Its successor remembers
 * what is in the vectors topic, so that vectors are told as retries; dead letters may come twice.
 */
final class AtLeastOnce implements Delivery {
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** @param producer idempotent, so that order holds within a partition; closed with this */
    AtLeastOnce(KafkaProducer<byte[], byte[]> producer, KafkaConsumer<byte[], byte[]> consumer) {
        this.producer = producer;
        this.consumer = consumer;
    }

    @Override
    public void prepare() {}

    @Override
    public void begin() {}

    @Override
    public void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record, (metadata, failed) -> {
            if (failed != null) {
                failure.compareAndSet(null, failed);
            }
        });
    }

    @Override
    public void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new KafkaException("a record was not written: " + failed.getMessage(), failed);
        }
        consumer.commitSync(offsets);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
