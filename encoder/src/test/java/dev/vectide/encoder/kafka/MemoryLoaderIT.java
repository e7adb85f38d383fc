package dev.vectide.encoder.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.embedding.Tombstone;
import dev.vectide.core.event.Event;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.VectorsRecords;
import dev.vectide.encoder.Events;
import dev.vectide.encoder.memory.Clocks;
import dev.vectide.encoder.memory.Memory;
import dev.vectide.testing.TestConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A successor remembers what its predecessor wrote last, also where that is not yet visible when it begins. */
class MemoryLoaderIT {
    private final VectideConfig config = TestConfig.of(Map.of());
    private final KafkaSettings kafka = KafkaSettings.of(config.kafka());
    private final String topic = config.namespace() + ".vectors.toy";
    private final Event event = Events.delete("gone", "g1");
    private final AtomicBoolean closing = new AtomicBoolean();

    @BeforeEach
    void createTopic() throws Exception {
        try (Admin admin = Admin.create(kafka.with(Map.of()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    @Test
    void itWaitsForATransactionThatIsNotDecided() throws Exception {
        try (KafkaProducer<byte[], byte[]> predecessor = predecessor()) {
            writeWithoutCommit(predecessor);
            CompletableFuture<Memory> loading = CompletableFuture.supplyAsync(this::load);
            assertThatThrownBy(() -> loading.get(3, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);

            predecessor.commitTransaction();

            assertThat(loading.get(2, TimeUnit.MINUTES).isRetry(event)).isTrue();
        }
    }

    @Test
    void whatIsGivenUpWasNeverWritten() throws Exception {
        try (KafkaProducer<byte[], byte[]> predecessor = predecessor()) {
            writeWithoutCommit(predecessor);
            CompletableFuture<Memory> loading = CompletableFuture.supplyAsync(this::load);

            predecessor.abortTransaction();

            assertThat(loading.get(2, TimeUnit.MINUTES).isRetry(event)).isFalse();
        }
    }

    @Test
    void whoClosesDoesNotWait() throws Exception {
        try (KafkaProducer<byte[], byte[]> predecessor = predecessor()) {
            writeWithoutCommit(predecessor);
            CompletableFuture<Memory> loading = CompletableFuture.supplyAsync(this::load);

            closing.set(true);

            assertThat(loading.get(2, TimeUnit.MINUTES).isRetry(event)).isFalse();
            predecessor.abortTransaction();
        }
    }

    private KafkaProducer<byte[], byte[]> predecessor() {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                kafka.with(Map.of("transactional.id", topic)), new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    private void writeWithoutCommit(KafkaProducer<byte[], byte[]> producer) throws Exception {
        producer.beginTransaction();
        Tombstone record = new Tombstone(event.key(), event.identity(), event.time(), new SourcePosition(0, 0));
        producer.send(VectorsRecords.of(topic, 0, record)).get();
    }

    private Memory load() {
        return new MemoryLoader(kafka, topic, 100, 1 << 20, closing::get).load(0, new Clocks());
    }
}
