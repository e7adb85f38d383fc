package dev.vectide.bench.load;

import dev.vectide.broker.EmbeddedBroker;
import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.wire.EventCodec;
import dev.vectide.core.wire.VectorsCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The encoder as a role of its own, from topic to topic, with nobody else at work: its broker is in this process, which writes
 * the events and reads the vectors.
 *
 * <p>Used by one thread.
 */
final class EncoderAlone implements AutoCloseable {
    private static final String STREAM = "load";
    /** As far ahead as a system that is kept busy. */
    private static final int AHEAD = ClosedLoop.AHEAD;

    private final EmbeddedBroker broker;
    private final Vectide encoder;
    private final VectideConfig config;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<String> texts;
    private int sent;
    private Arrived arrived = new Arrived(0, System.nanoTime());

    /** @param folder of its own, in which there is nothing yet */
    EncoderAlone(List<String> program, Path folder, List<String> texts) throws IOException, InterruptedException {
        this.texts = texts;
        this.broker = EmbeddedBroker.start(folder.resolve("kafka"));
        Map<String, String> settings = Map.of("VECTIDE_KAFKA_BOOTSTRAP", broker.bootstrap());
        this.config = ConfigReader.read(null, settings);
        this.encoder = Vectide.start(
                program, settings, folder.resolve("encoder.out"), "encoder", "--port", "0", "--data",
                folder.resolve("encoder").toString());
        KafkaSettings kafka = KafkaSettings.of(config.kafka());
        this.producer = new KafkaProducer<>(
                kafka.with(Map.of("linger.ms", 2)), new ByteArraySerializer(), new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                kafka.reader(Map.of("isolation.level", "read_committed")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        String prefix = config.topics().namespace() + ".vectors.";
        List<TopicPartition> vectors = consumer.listTopics().values().stream()
                .flatMap(List::stream)
                .filter(partition -> partition.topic().startsWith(prefix))
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .collect(Collectors.toList());
        consumer.assign(vectors);
        consumer.seekToBeginning(vectors);
    }

    /** Vectors a second over so long, after the first {@code warm} under the same load. */
    double perSecond(int warm, double seconds) {
        while (arrived.events() < warm) {
            drive(1);
        }
        Arrived before = arrived;
        drive(seconds);
        while (arrived.equals(before)) {
            drive(1);
        }
        return arrived.perSecond(before);
    }

    private void drive(double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end) {
            while (sent < arrived.events() + AHEAD) {
                send();
            }
            long vectors = 0;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
                vectors += VectorsCodec.isProgress(record.key()) ? 0 : 1;
            }
            arrived = arrived.plus(vectors);
        }
    }

    private void send() {
        DocumentKey key = new DocumentKey(STREAM, "e" + sent);
        Event event = new Event(
                key,
                new Identity("bench", "e" + sent),
                Instant.now(),
                new Content.Text(texts.get(sent % texts.size())),
                Map.of(),
                Origin.LIVE);
        producer.send(new ProducerRecord<>(config.topics().events(), key.toBytes(), EventCodec.encode(event)));
        sent++;
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
        encoder.close();
        broker.close();
    }
}
