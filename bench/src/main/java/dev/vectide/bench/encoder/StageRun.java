package dev.vectide.bench.encoder;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.stream.StreamDirectory;
import dev.vectide.core.stream.StreamSettings;
import dev.vectide.core.wire.EventCodec;
import dev.vectide.core.wire.VectorsCodec;
import dev.vectide.encoder.TextModel;
import dev.vectide.encoder.kafka.EncoderStage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The stage as it ships, on topics of its own in a broker in this JVM: exactly once, from the events topic to the vectors
 * topic.
 *
 * <p>Used by one thread.
 */
final class StageRun implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(1);
    private static final int MOST_AHEAD = 4000;
    private static final StreamDirectory STREAMS = new StreamDirectory() {
        @Override
        public Optional<StreamSettings> find(String stream) {
            return Optional.of(StreamSettings.defaults(stream));
        }

        @Override
        public List<StreamSettings> list() {
            return List.of(StreamSettings.defaults("bench"));
        }
    };

    private final VectideConfig config;
    private final TextModel model;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private int events;

    StageRun(String bootstrap, String namespace, TextModel model) {
        this.config = ConfigReader.read(
                null,
                Map.of("VECTIDE_KAFKA_BOOTSTRAP", bootstrap, "VECTIDE_NAMESPACE", namespace,
                        "VECTIDE_ENCODER_SPACE", model.space().name()));
        this.model = model;
        KafkaSettings kafka = KafkaSettings.of(config.kafka());
        try (Admin admin = kafka.admin()) {
            TopicAdmin topics = new TopicAdmin(config);
            topics.ensureShared(admin);
            topics.ensureVectors(admin, model.space());
        }
        this.producer = new KafkaProducer<>(kafka.with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer());
        this.consumer =
                new KafkaConsumer<>(kafka.reader(Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (int p = 0; p < config.kafka().partitions(); p++) {
            partitions.add(new TopicPartition(config.topics().vectors(model.space()), p));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * Texts a second of a stage that is up and idle: from the moment when the first event is sent to the commit of the last
     * vector, by the broker's clock, which is this JVM's. Reading, filling and draining the pipeline are in it.
     */
    double textsPerSecond(List<String> texts) throws InterruptedException {
        try (EncoderStage stage = new EncoderStage(config, model, STREAMS, new SimpleMeterRegistry())) {
            awaitReady(stage);
            long start = System.currentTimeMillis();
            texts.forEach(this::send);
            producer.flush();
            long last = 0;
            for (int written = 0; written < texts.size(); ) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (!VectorsCodec.isProgress(record.key())) {
                        written++;
                        last = Math.max(last, record.timestamp());
                    }
                }
            }
            return texts.size() * 1e3 / (last - start);
        }
    }

    private static void awaitReady(EncoderStage stage) throws InterruptedException {
        while (stage.notReady().isPresent()) {
            Thread.sleep(20);
        }
    }

    /** Milliseconds from sending a lone event to reading its committed vector, on an idle stage; one for each text. */
    double[] idleLatenciesMs(List<String> texts) throws InterruptedException {
        double[] latencies = new double[texts.size()];
        try (EncoderStage stage = new EncoderStage(config, model, STREAMS, new SimpleMeterRegistry())) {
            awaitReady(stage);
            for (int i = 0; i < latencies.length; i++) {
                Thread.sleep(300); // The stage, the broker and the reader come to rest.
                consumer.poll(Duration.ZERO);
                long start = System.nanoTime();
                send(texts.get(i));
                producer.flush();
                awaitVector();
                latencies[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        return latencies;
    }

    double commitIntervalMs() {
        return config.encoder().commitInterval().toMillis();
    }

    /**
     * Milliseconds from the moment when an event is due to reading its committed vector, while events come evenly at {@code
     * textsPerSecond}; one for each text. An event that is sent late counts from when it was due.
     */
    double[] latenciesMs(List<String> texts, double textsPerSecond) throws InterruptedException {
        double[] latencies = new double[texts.size()];
        try (EncoderStage stage = new EncoderStage(config, model, STREAMS, new SimpleMeterRegistry())) {
            awaitReady(stage);
            long start = System.nanoTime();
            int sent = 0;
            for (int read = 0; read < latencies.length; ) {
                while (sent < latencies.length && System.nanoTime() - start >= dueNanos(sent, textsPerSecond)) {
                    send(texts.get(sent++));
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (!VectorsCodec.isProgress(record.key())) {
                        int number = Integer.parseInt(DocumentKey.parse(record.key()).document().substring(1)) - 1;
                        latencies[number] = (System.nanoTime() - start - dueNanos(number, textsPerSecond)) / 1e6;
                        read++;
                    }
                }
            }
        }
        return latencies;
    }

    /** Told after each step with the seconds it took. */
    interface Step {
        void done(int step, double seconds);
    }

    /** Sends {@code events} in {@code steps} parts, never more than a few thousand ahead of what is written. */
    void soak(int events, int steps, Step listener) throws InterruptedException {
        try (EncoderStage stage = new EncoderStage(config, model, STREAMS, new SimpleMeterRegistry())) {
            awaitReady(stage);
            long start = System.nanoTime();
            int written = 0;
            for (int sent = 0, step = 0; step < steps; ) {
                while (sent < events && sent < written + MOST_AHEAD) {
                    // Every second is new; the others repeat one of the last few hundred new ones.
                    int newest = sent / 2;
                    int document = sent % 2 == 0 ? newest : newest - sent % Math.min(1 + newest, 400);
                    send("s" + document, soakText(document));
                    sent++;
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
                    written += VectorsCodec.isProgress(record.key()) ? 0 : 1;
                }
                while (step < steps && written >= (step + 1L) * events / steps) {
                    listener.done(step++, (System.nanoTime() - start) / 1e9);
                    start = System.nanoTime();
                }
            }
        }
    }

    /** Mostly short; now and then one of up to a hundred tokens, so that batches of all shapes come. */
    private static String soakText(int document) {
        return "document number " + document + (document % 50 == 0 ? " and more of it".repeat(document / 50 % 25) : "");
    }

    private static long dueNanos(int number, double textsPerSecond) {
        return (long) (number * 1e9 / textsPerSecond);
    }

    private void awaitVector() {
        while (true) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (!VectorsCodec.isProgress(record.key())) {
                    return;
                }
            }
        }
    }

    private void send(String text) {
        send("d" + (events + 1), text);
    }

    private void send(String document, String text) {
        DocumentKey key = new DocumentKey("bench", document);
        events++;
        Event event = new Event(
                key, new Identity("bench", "e" + events), Instant.now(), new Content.Text(text), Map.of(), Origin.LIVE);
        producer.send(new ProducerRecord<>(config.topics().events(), key.toBytes(), EventCodec.encode(event)));
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
