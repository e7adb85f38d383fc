package dev.vectide.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class SharedBrokerIT {
    @Test
    void committedReadersSeeWhatWasCommittedAndNothingElse() {
        VectideConfig config = TestConfig.of(Map.of());
        KafkaSettings settings = KafkaSettings.of(config.kafka());
        try (Admin admin = Admin.create(settings.with(Map.of()))) {
            new TopicAdmin(config).ensureShared(admin);
            new TopicAdmin(config).ensureShared(admin);
        }
        String topic = config.topics().events();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                settings.with(Map.of("transactional.id", config.namespace())),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[] {2}));
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[] {3}));
            producer.commitTransaction();
        }
        assertThat(TopicReader.until(config.kafka().bootstrap(), topic, records -> !records.isEmpty()))
                .singleElement()
                .satisfies(record -> assertThat(record.value()).containsExactly(3));
    }
}
