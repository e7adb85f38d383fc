package dev.vectide.ingest.kafka;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.EventSink;
import dev.vectide.core.kafka.BacklogException;
import dev.vectide.core.kafka.BrokerUnavailableException;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.position.Position;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to {@code <ns>.events} with an idempotent producer and answers once all replicas in sync have them. It
 * gives up on a broker that is gone within {@link #DELIVERY}; what was sent may then be there or not, and sending it again
 * is right, since a retry counts once.
 *
 * <p>Safe for concurrent use.
 */
public final class EventProducer implements EventSink, AutoCloseable {
    /** How long Kafka may take to acknowledge. */
    public static final Duration DELIVERY = Duration.ofSeconds(15);

    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final @Nullable BacklogWatch backlog;

    /** One that takes events however far behind the encoder is. */
    public EventProducer(VectideConfig config) {
        this(config.topics().events(), producer(config), null);
    }

    /** @param backlog settles whether events are taken; closed with this */
    public EventProducer(VectideConfig config, BacklogWatch backlog) {
        this(config.topics().events(), producer(config), backlog);
    }

    EventProducer(String topic, Producer<byte[], byte[]> producer, @Nullable BacklogWatch backlog) {
        this.topic = topic;
        this.producer = producer;
        this.backlog = backlog;
    }

    private static Producer<byte[], byte[]> producer(VectideConfig config) {
        return new KafkaProducer<>(
                KafkaSettings.of(config.kafka())
                        .with(Map.of(
                                "acks", "all",
                                "enable.idempotence", "true",
                                "linger.ms", 2,
                                "batch.size", 128 << 10,
                                "buffer.memory", 64L << 20,
                                "max.request.size", EventRecords.LARGEST,
                                "max.block.ms", 5_000,
                                "request.timeout.ms", 10_000,
                                "delivery.timeout.ms", (int) DELIVERY.toMillis())),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Fails with {@link BacklogException} where too much is waiting already, for Kafka or for the encoder, with {@link
     * BrokerUnavailableException} where the broker does not answer, and with Kafka's own exception where it refuses a record.
     */
    @Override
    public CompletionStage<Position> append(List<Event> events) {
        return append(events, null);
    }

    /** @param traceparent W3C trace context of the request that brings them, if it has one */
    public CompletionStage<Position> append(List<Event> events, @Nullable String traceparent) {
        BacklogWatch watch = backlog;
        if (watch != null) {
            try {
                watch.admit();
            } catch (BacklogException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
        Acknowledgements acknowledgements = new Acknowledgements(events.size());
        for (Event event : events) {
            try {
                producer.send(EventRecords.of(topic, event, traceparent), acknowledgements);
            } catch (KafkaException e) {
                acknowledgements.onCompletion(null, e);
            }
            if (acknowledgements.failed()) {
                break;
            }
        }
        if (watch != null) {
            acknowledgements.position().thenAccept(watch::written);
        }
        return acknowledgements.position().exceptionallyCompose(e -> CompletableFuture.failedFuture(explain(e)));
    }

    /** Bytes of records that Kafka has yet to acknowledge, of at most {@code buffer.memory}. */
    double queuedBytes() {
        double total = figure("buffer-total-bytes");
        return Double.isNaN(total) ? 0 : total - figure("buffer-available-bytes");
    }

    private double figure(String name) {
        for (Map.Entry<MetricName, ? extends Metric> metric : producer.metrics().entrySet()) {
            if (metric.getKey().name().equals(name) && metric.getValue().metricValue() instanceof Number value) {
                return value.doubleValue();
            }
        }
        return Double.NaN;
    }

    @Override
    public void close() {
        producer.close(DELIVERY);
        if (backlog != null) {
            backlog.close();
        }
    }

    private static Throwable explain(Throwable e) {
        if (e instanceof BufferExhaustedException) {
            return new BacklogException("too many events are waiting for Kafka: " + e.getMessage());
        }
        if (e instanceof org.apache.kafka.common.errors.RetriableException) {
            return new BrokerUnavailableException("Kafka did not acknowledge: " + e.getMessage(), e);
        }
        return e;
    }
}
