package dev.vectide.core.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.wire.Json;
import dev.vectide.core.wire.NewerFormatException;
import dev.vectide.core.wire.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * What is settled at run time: {@code <ns>.control}, one compacted partition. Keys are {@code kind/name}, values JSON
 * objects whose {@code format} is 1; null removes. A write returns once this reader has seen it itself, so whoever asks
 * afterwards finds it.
 *
 * <p>Safe for concurrent use; one thread of its own follows the topic.
 */
public final class ControlTopic implements AutoCloseable {
    private static final int FORMAT = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String topic;
    private final ConcurrentSkipListMap<String, JsonNode> entries = new ConcurrentSkipListMap<>();
    private final KafkaProducer<byte[], byte[]> producer;
    private final ControlReader reader;
    private final AtomicLong changes = new AtomicLong();

    private ControlTopic(String topic, KafkaSettings kafka) {
        this.topic = topic;
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                kafka.reader(Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.reader = new ControlReader(topic, consumer, this::apply);
        this.producer = new KafkaProducer<>(
                kafka.with(Map.of(
                        "acks", "all",
                        "enable.idempotence", "true",
                        "delivery.timeout.ms", 15_000,
                        "request.timeout.ms", 10_000,
                        "max.block.ms", 10_000,
                        "linger.ms", 0)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Reads the topic to its end and follows it from then on.
     *
     * @throws NewerFormatException if a newer version wrote what is there
     * @throws BrokerUnavailableException if it cannot be read
     */
    public static ControlTopic start(VectideConfig config) {
        return start(config.topics().control(), KafkaSettings.of(config.kafka()));
    }

    /** The same where there is no configuration, but what it says. */
    public static ControlTopic start(String topic, KafkaSettings kafka) {
        ControlTopic control = new ControlTopic(topic, kafka);
        try {
            control.reader.start(PATIENCE);
            return control;
        } catch (RuntimeException e) {
            control.close();
            throw e;
        }
    }

    public Optional<JsonNode> find(String kind, String name) {
        return Optional.ofNullable(entries.get(kind + "/" + name));
    }

    /** All entries of a kind by their names. */
    public SortedMap<String, JsonNode> list(String kind) {
        SortedMap<String, JsonNode> found = new TreeMap<>();
        // '0' follows '/'.
        entries.subMap(kind + "/", kind + "0")
                .forEach((key, value) -> found.put(key.substring(kind.length() + 1), value));
        return found;
    }

    /** Grows with every entry that is written or removed, once it can be found, or no more. */
    public long changes() {
        return changes.get();
    }

    /** Writes an entry, with its format. */
    public void put(String kind, String name, ObjectNode value) {
        write(kind + "/" + name, Json.write(value.deepCopy().put("format", FORMAT)));
    }

    public void remove(String kind, String name) {
        write(kind + "/" + name, null);
    }

    /** Empty while the topic is being followed; else why not. */
    public Optional<String> failure() {
        return reader.failure();
    }

    @Override
    public void close() {
        reader.close();
        producer.close(Duration.ofSeconds(5));
    }

    private void write(String key, byte @Nullable [] value) {
        try {
            var record = new ProducerRecord<>(topic, 0, key.getBytes(StandardCharsets.UTF_8), value);
            long offset = producer.send(record).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).offset();
            if (!reader.await(offset, PATIENCE)) {
                throw new BrokerUnavailableException(
                        key + " is written to " + topic + " but could not be read back in " + PATIENCE.toSeconds() + " s",
                        null);
            }
        } catch (ExecutionException e) {
            throw unavailable(key, e.getCause());
        } catch (TimeoutException | KafkaException e) {
            throw unavailable(key, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(key, e);
        }
    }

    private BrokerUnavailableException unavailable(String key, @Nullable Throwable cause) {
        return new BrokerUnavailableException(
                key + " cannot be written to " + topic + ": " + (cause == null ? "no answer" : cause.getMessage()), cause);
    }

    /** One record of the topic; a value that is no JSON object is an {@link IllegalArgumentException}. */
    private void apply(String key, byte @Nullable [] value) {
        if (value == null) {
            entries.remove(key);
            changes.incrementAndGet();
            return;
        }
        StrictJson.Parsed parsed = StrictJson.parse(value);
        JsonNode tree = parsed.tree();
        if (tree == null || !tree.isObject()) {
            throw new IllegalArgumentException(tree == null ? parsed.why().reason() : "expected a JSON object");
        }
        if (tree.path("format").asInt(FORMAT) > FORMAT) {
            throw new NewerFormatException(topic + " key " + key + ": format " + tree.path("format").asInt()
                    + ", this version reads up to " + FORMAT + "; upgrade before going on");
        }
        entries.put(key, tree);
        changes.incrementAndGet();
    }
}
