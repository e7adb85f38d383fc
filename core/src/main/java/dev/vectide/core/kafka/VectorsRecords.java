package dev.vectide.core.kafka;

import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.wire.VectorsCodec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records of a vectors topic, to and from Kafka. */
public final class VectorsRecords {
    private VectorsRecords() {}

    public static ProducerRecord<byte[], byte[]> of(String topic, int partition, VectorsRecord record) {
        VectorsCodec.Wire wire = VectorsCodec.encode(record);
        var out = new ProducerRecord<>(topic, partition, wire.key(), wire.value());
        wire.headers().forEach(out.headers()::add);
        return out;
    }

    /** As {@link VectorsCodec#decode}. */
    public static VectorsRecord decode(ConsumerRecord<byte[], byte[]> record) {
        return VectorsCodec.decode(record.key(), record.value(), RecordHeadersReader.of(record.headers()));
    }
}
