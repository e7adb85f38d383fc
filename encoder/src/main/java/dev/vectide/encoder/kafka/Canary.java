package dev.vectide.encoder.kafka;

import dev.vectide.core.canary.CanaryRound;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.core.wire.CanaryCodec;
import dev.vectide.core.wire.Headers;
import dev.vectide.encoder.TextModel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes texts that never change after each start and every so often, past every memory, with the model that encodes the
 * events, and writes what comes out to a topic of its own. The first round of a space stays there as the reference.
 *
 * <p>What fails is tried again with the next round: the canary never stops the encoder.
 */
public final class Canary implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Canary.class);
    /** Events are not to wait long for a canary that happens to be before them. */
    private static final int BATCH = 16;

    private static final Duration STOP = Duration.ofSeconds(30);

    private final VectideConfig config;
    private final TextModel model;
    private final Clock clock;
    private final String topic;
    private final List<String> texts = CanaryTexts.read();
    private final ScheduledExecutorService thread;
    private volatile boolean closing;

    private Canary(VectideConfig config, TextModel model, Clock clock) {
        this.config = config;
        this.model = model;
        this.clock = clock;
        this.topic = config.topics().canary(model.space());
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread started = new Thread(task, "encoder-canary-" + model.space().name());
            started.setDaemon(true);
            return started;
        });
    }

    /** The topic must be there; {@code encoder.canary-interval} must not be zero. */
    public static Canary start(VectideConfig config, TextModel model, Clock clock) {
        Canary started = new Canary(config, model, clock);
        long interval = config.encoder().canaryInterval().toMillis();
        started.thread.scheduleWithFixedDelay(started::round, 0, interval, TimeUnit.MILLISECONDS);
        return started;
    }

    private void round() {
        try {
            List<FloatVector> vectors = encode();
            if (!closing) {
                write(new CanaryRound(
                        model.space().fingerprint(),
                        model.producer(),
                        config.encoder().instance(),
                        clock.instant(),
                        texts,
                        vectors));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | ExecutionException e) {
            if (!closing) {
                LOG.warn("the canary of {} failed and is tried again: {}", model.space().name(), e.getMessage());
            }
        }
    }

    private List<FloatVector> encode() {
        List<FloatVector> vectors = new ArrayList<>(texts.size());
        for (int from = 0; from < texts.size() && !closing; from += BATCH) {
            model.encode(texts.subList(from, Math.min(texts.size(), from + BATCH)), InputType.DOCUMENT).stream()
                    .map(Encoded::vector)
                    .forEach(vectors::add);
        }
        return vectors;
    }

    private void write(CanaryRound round) throws ExecutionException, InterruptedException {
        KafkaSettings kafka = KafkaSettings.of(config.kafka());
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                kafka.with(Map.of("max.request.size", 32 << 20, "enable.idempotence", true)),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            if (!hasReference(kafka)) {
                producer.send(record(CanaryRound.REFERENCE, round)).get();
                LOG.info("the canary of {} has its reference, by {}", model.space().name(), round.producer());
            }
            producer.send(record(CanaryRound.key(round.instance()), round)).get();
        }
    }

    private ProducerRecord<byte[], byte[]> record(String key, CanaryRound round) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, 0, key.getBytes(StandardCharsets.UTF_8), CanaryCodec.encode(round));
        record.headers().add(Headers.FORMAT, Headers.currentFormat());
        return record;
    }

    /** Whether there is a first round, of these texts. */
    private boolean hasReference(KafkaSettings kafka) {
        boolean has = false;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                kafka.reader(Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (CanaryRound.REFERENCE.equals(new String(record.key(), StandardCharsets.UTF_8))) {
                        has = record.value() != null && isOfTheseTexts(record);
                    }
                }
            }
        }
        return has;
    }

    private boolean isOfTheseTexts(ConsumerRecord<byte[], byte[]> record) {
        var format = record.headers().lastHeader(Headers.FORMAT);
        return CanaryCodec.decode(record.value(), format == null ? null : format.value())
                .texts()
                .equals(texts);
    }

    @Override
    public void close() {
        closing = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("the canary of {} did not stop", model.space().name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
