package dev.vectide.encoder.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.embedding.Tombstone;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Identity;
import dev.vectide.core.stream.LongTexts;
import dev.vectide.core.stream.StreamSettings;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.encoder.EncoderApp;
import dev.vectide.encoder.Events;
import dev.vectide.encoder.EventsTopic;
import dev.vectide.encoder.FailingModel;
import dev.vectide.encoder.RunningEncoder;
import dev.vectide.encoder.SharedModel;
import dev.vectide.encoder.VectorsLog;
import dev.vectide.testing.TestConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever slices, batches and commits are like, whichever batches fail, and while encoders come and go: every event has one
 * outcome, in source order, and progress tells of it. Every tenth event is one that cannot be encoded, of each kind in turn.
 */
class EveryEventIT {
    private static final int EVENTS = 450;
    private static final int PARTITIONS = 3;
    private static final int TENTH = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TOO_LONG = "far too long ".repeat(300);

    private Random random;
    private VectideConfig config;
    private RunningEncoder first;

    @ParameterizedTest
    @CsvSource({"1, exactly-once", "2, exactly-once", "4, at-least-once"})
    void hasOneOutcomeInSourceOrder(long seed, String delivery) {
        random = new Random(seed);
        config = TestConfig.of(settings("first", delivery, null));
        List<SourcePosition> positions = new ArrayList<>();
        first = new RunningEncoder(config, model -> new FailingModel(model, seed));
        try {
            first.streams.put(new StreamSettings(Events.STREAM, true, null, LongTexts.REJECT, null));
            positions.addAll(write(0, EVENTS / 3));
            EncoderApp second = join("second", delivery, seed);
            positions.addAll(write(EVENTS / 3, 2 * EVENTS / 3));
            EncoderApp third = join("third", delivery, seed);
            first.app().close();
            positions.addAll(write(2 * EVENTS / 3, EVENTS));
            second.close();
            first.awaitDone(positions);
            third.close();
        } finally {
            first.close();
        }
        assertOutcomes(positions);
    }

    private EncoderApp join(String instance, String delivery, long seed) {
        VectideConfig own = TestConfig.of(settings(instance, delivery, config.namespace()));
        EncoderApp app = EncoderApp.start(
                own,
                List.of(SharedModel.get()),
                first.streams,
                first.events,
                new SimpleMeterRegistry(),
                model -> new FailingModel(model, seed));
        await().atMost(PATIENCE).until(() -> app.notReady().isEmpty());
        return app;
    }

    private Map<String, String> settings(String instance, String delivery, String namespace) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "VECTIDE_KAFKA_PARTITIONS", Integer.toString(PARTITIONS),
                "VECTIDE_ENCODER_INSTANCE", instance,
                "VECTIDE_ENCODER_DELIVERY", delivery,
                "VECTIDE_ENCODER_WINDOW", Integer.toString(1 + random.nextInt(40)),
                "VECTIDE_ENCODER_LINGER", random.nextInt(10) + "ms",
                "VECTIDE_ENCODER_COMMIT_INTERVAL", random.nextInt(60) + "ms",
                "VECTIDE_ENCODER_BATCH_TOKENS", Integer.toString(32 + random.nextInt(1024)),
                "VECTIDE_ENCODER_VECTOR_MEMORY", random.nextInt(64) + "KiB"));
        if (namespace != null) {
            settings.put("VECTIDE_NAMESPACE", namespace);
        }
        return settings;
    }

    private List<SourcePosition> write(int from, int to) {
        List<SourcePosition> positions = new ArrayList<>();
        for (int i = from; i < to; i++) {
            positions.add(i % TENTH == TENTH - 1 ? writePoison(i) : first.events.write(sound(i)));
        }
        return positions;
    }

    private dev.vectide.core.event.Event sound(int i) {
        String document = "doc-" + random.nextInt(60);
        if (random.nextInt(12) == 0) {
            return Events.delete(document, "e" + i);
        }
        return Events.text(document, "e" + i, "text number " + random.nextInt(30) + " and more".repeat(random.nextInt(12)));
    }

    /** A new document each, so that whoever comes after is not mistaken for a repetition. */
    private SourcePosition writePoison(int i) {
        EventsTopic events = first.events;
        String document = "bad-" + i;
        Identity identity = new Identity("/shop", "e" + i);
        int partition = random.nextInt(PARTITIONS);
        return switch (i / TENTH % 6) {
            case 0 -> events.raw(partition, "tickets/" + document, "no event".getBytes(StandardCharsets.UTF_8), Map.of());
            case 1 -> events.raw(partition, "tickets/" + document, new byte[0], Map.of("format", "1"));
            case 2 -> events.write(Events.text(document, "e" + i, "a text of " + FailingModel.POISON));
            case 3 -> events.write(Events.text(document, "e" + i, TOO_LONG + i));
            case 4 -> events.write(Events.of(document, identity, new Content.Vector(FloatVector.of(1, 2), null)));
            default -> events.write(
                    Events.of(document, identity, new Content.Image("image/png", Bytes.copyOf(new byte[] {1}))));
        };
    }

    private void assertOutcomes(List<SourcePosition> positions) {
        VectorsLog log = RunningEncoder.vectors(config);
        log.assertOrderly();
        Map<SourcePosition, Integer> outcomes = new HashMap<>();
        for (Embedding embedding : log.embeddings()) {
            outcomes.merge(embedding.source(), 1, Integer::sum);
            String text = ((Content.Text) embedding.content()).text();
            assertThat(embedding.chunks().get(0).vector()).isEqualTo(SharedModel.document(text).vector());
        }
        for (Tombstone tombstone : log.tombstones()) {
            outcomes.merge(tombstone.source(), 1, Integer::sum);
        }
        assertThat(outcomes).hasSize(EVENTS - EVENTS / TENTH).doesNotContainValue(2);
        Map<SourcePosition, String> dead = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> letter : first.deadLetters()) {
            SourcePosition source = new SourcePosition(
                    Integer.parseInt(header(letter, "__streams.errors.partition")),
                    Long.parseLong(header(letter, "__streams.errors.offset")));
            assertThat(dead.put(source, header(letter, "__streams.errors.message"))).isNull();
        }
        for (int i = 0; i < EVENTS; i++) {
            boolean poison = i % TENTH == TENTH - 1;
            assertThat(dead.containsKey(positions.get(i))).as("event " + i + " is a dead letter").isEqualTo(poison);
            assertThat(outcomes.containsKey(positions.get(i))).as("event " + i + " is written").isEqualTo(!poison);
        }
        assertThat(dead.values()).anyMatch(reason -> reason.contains("a text is poison"))
                .anyMatch(reason -> reason.contains("rejects long texts"))
                .anyMatch(reason -> reason.contains("2 dimensions"))
                .anyMatch(reason -> reason.contains("an image"))
                .noneMatch(reason -> reason.contains("a batch of"));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
