package dev.vectide.testing;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes records in transactions, as the encoder does: where an overloaded broker refuses one, it was not committed, and is
 * written again by a new producer.
 *
 * <p>Used by one thread.
 */
public final class Transactions implements AutoCloseable {
    private final Map<String, Object> settings;
    private KafkaProducer<byte[], byte[]> producer;

    public Transactions(VectideConfig config, String id) {
        this.settings = KafkaSettings.of(config.kafka()).with(Map.of("transactional.id", id));
        this.producer = started();
    }

    private KafkaProducer<byte[], byte[]> started() {
        KafkaProducer<byte[], byte[]> started =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        started.initTransactions();
        return started;
    }

    /** One transaction. */
    public void commit(List<ProducerRecord<byte[], byte[]>> records) {
        while (true) {
            try {
                producer.beginTransaction();
                records.forEach(producer::send);
                producer.commitTransaction();
                return;
            } catch (InvalidTxnStateException e) {
                startOver();
            }
        }
    }

    /** What no reader of committed records may see. */
    public void abort(List<ProducerRecord<byte[], byte[]>> records) {
        try {
            producer.beginTransaction();
            records.forEach(producer::send);
            producer.flush();
            producer.abortTransaction();
        } catch (InvalidTxnStateException e) {
            // The next producer begins by aborting what this one left.
            startOver();
        }
    }

    private void startOver() {
        producer.close(Duration.ZERO);
        producer = started();
    }

    @Override
    public void close() {
        producer.close();
    }
}
