package dev.vectide.encoder.kafka;

import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * How what was encoded and the offsets it came from become durable together.
 *
 * <p>Used by one thread.
 */
interface Delivery extends AutoCloseable {
    /** Before the first {@link #begin}. */
    void prepare();

    void begin();

    void send(ProducerRecord<byte[], byte[]> record);

    /** Returns once everything sent since {@link #begin} is durable, and then the offsets. */
    void commit(Map<TopicPartition, OffsetAndMetadata> offsets);

    /** Gives up what is not committed. */
    @Override
    void close();
}
