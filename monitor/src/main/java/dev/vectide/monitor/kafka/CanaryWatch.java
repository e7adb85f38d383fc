package dev.vectide.monitor.kafka;

import dev.vectide.core.canary.CanaryRound;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.ControlStreams;
import dev.vectide.core.kafka.ControlTopic;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.LoggedRecord;
import dev.vectide.core.kafka.OpenAlerts;
import dev.vectide.core.report.Alert;
import dev.vectide.core.space.Space;
import dev.vectide.core.stream.StreamSettings;
import dev.vectide.core.wire.AlertEvent;
import dev.vectide.core.wire.CanaryCodec;
import dev.vectide.core.wire.Headers;
import dev.vectide.core.wire.MalformedRecordException;
import dev.vectide.core.wire.NewerFormatException;
import dev.vectide.monitor.canary.CanaryAlert;
import dev.vectide.monitor.canary.CanaryFigures;
import dev.vectide.monitor.canary.CanaryTrack;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the canary topic of a space and tells every stream when the encoder changes, and when it is what it was again.
 * What it knows is what the topics hold, the newest round of each encoder and the alerts that are firing, so that a restart
 * goes on where it was and several of these say the same.
 *
 * <p>The clients belong to the thread started here.
 */
public final class CanaryWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CanaryWatch.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final VectideConfig config;
    private final Space space;
    private final TopicPartition canary;
    private final KafkaSettings kafka;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ControlTopic control;
    private final Thread thread;
    private volatile @Nullable CanaryFigures figures;
    private volatile boolean closing;

    public CanaryWatch(VectideConfig config, Space space, MeterRegistry registry) {
        this.config = config;
        this.space = space;
        this.canary = new TopicPartition(config.topics().canary(space), 0);
        this.kafka = KafkaSettings.of(config.kafka());
        this.consumer = new KafkaConsumer<>(
                kafka.reader(Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.control = ControlTopic.start(config);
        Gauge.builder("vectide.monitor.canary.mean.cosine", () -> figure(CanaryFigures::meanCosine))
                .tag("space", space.name())
                .register(registry);
        Gauge.builder("vectide.monitor.canary.min.cosine", () -> figure(CanaryFigures::minCosine))
                .tag("space", space.name())
                .register(registry);
        Gauge.builder("vectide.monitor.canary.overlap", () -> figure(CanaryFigures::overlap))
                .tag("space", space.name())
                .register(registry);
        this.thread = new Thread(this::run, "canary-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private double figure(ToDoubleFunction<CanaryFigures> which) {
        CanaryFigures known = figures;
        return known == null ? Double.NaN : which.applyAsDouble(known);
    }

    private void run() {
        while (!closing) {
            try {
                follow();
            } catch (WakeupException e) {
                // Closing.
            } catch (RuntimeException | ExecutionException e) {
                LOG.warn("the canary cannot be watched and is tried again: {}", e.getMessage());
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                closing = true;
            }
        }
        consumer.close();
    }

    private void follow() throws ExecutionException, InterruptedException {
        CanaryTrack track = new CanaryTrack();
        consumer.assign(List.of(canary));
        consumer.seekToBeginning(List.of(canary));
        long end = consumer.endOffsets(List.of(canary)).getOrDefault(canary, 0L);
        while (!closing) {
            boolean news = false;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                news |= take(record, track);
            }
            // What was there before is history until it is all read.
            if (news && consumer.position(canary) >= end) {
                tell(track);
            }
        }
    }

    private static boolean take(ConsumerRecord<byte[], byte[]> record, CanaryTrack track) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            track.forget(key);
            return true;
        }
        try {
            var format = record.headers().lastHeader(Headers.FORMAT);
            track.take(key, CanaryCodec.decode(record.value(), format == null ? null : format.value()));
            return true;
        } catch (MalformedRecordException | NewerFormatException e) {
            LoggedRecord.tell(record, () -> LOG.error("{}-{}@{} is skipped: {}", record.topic(), record.partition(), record.offset(), e.getMessage()));
            return false;
        }
    }

    private void tell(CanaryTrack track) throws ExecutionException, InterruptedException {
        Optional<CanaryTrack.Finding> worst = track.worst();
        figures = worst.map(CanaryTrack.Finding::figures).orElse(null);
        if (worst.isEmpty()) {
            return;
        }
        Map<String, Alert> open = OpenAlerts.of(config, space, CanaryAlert.DETECTOR);
        List<Alert> alerts = new ArrayList<>();
        for (StreamSettings stream : new ControlStreams(control).list()) {
            CanaryAlert.next(stream.name(), space.qualifiedName(), worst.get(), open.get(stream.name())).ifPresent(alerts::add);
        }
        write(alerts);
    }

    private void write(List<Alert> alerts) throws ExecutionException, InterruptedException {
        if (alerts.isEmpty()) {
            return;
        }
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                kafka.with(Map.of("enable.idempotence", true)), new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            for (Alert alert : alerts) {
                sent.add(producer.send(new ProducerRecord<>(
                        config.topics().alerts(),
                        alert.key().getBytes(StandardCharsets.UTF_8),
                        AlertEvent.encode(alert))));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        control.close();
    }
}
