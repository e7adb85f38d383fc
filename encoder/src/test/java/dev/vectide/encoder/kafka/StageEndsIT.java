package dev.vectide.encoder.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.core.report.Alert;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.wire.AlertEvent;
import dev.vectide.core.wire.EventCodec;
import dev.vectide.encoder.Events;
import dev.vectide.encoder.HeldModel;
import dev.vectide.encoder.RunningEncoder;
import dev.vectide.encoder.SharedModel;
import dev.vectide.testing.TestConfig;
import dev.vectide.testing.TopicReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the stage stops: of itself it says why, and whichever way, nothing is lost and nothing is a dead letter. */
class StageEndsIT {
    private final HeldModel model = new HeldModel(SharedModel.get());
    private final RunningEncoder encoder =
            new RunningEncoder(TestConfig.of(Map.of("VECTIDE_KAFKA_PARTITIONS", "1")), loaded -> model);

    @AfterEach
    void close() {
        model.release();
        encoder.close();
    }

    @Test
    void atARecordOfANewerFormat() {
        SourcePosition before = encoder.encode(Events.text("before", "e1", "sound")).get(0);
        byte[] sound = EventCodec.encode(Events.text("newer", "e2", "sound"));
        SourcePosition newer = encoder.events.raw(0, "tickets/newer", sound, Map.of("format", "2"));

        assertThat(reason())
                .contains(encoder.config.topics().events() + "-" + newer)
                .contains("format 2, this version reads up to 1");
        assertThat(encoder.deadLetters()).isEmpty();
        assertThat(encoder.vectors().progress(0)).isEqualTo(before.offset() + 1);
    }

    @Test
    void atAModelThatIsBrokenAndNotAtTheText() {
        encoder.streams.create(Events.STREAM);
        model.answerWith(new Encoded(FloatVector.of(new float[384]), 3, false));
        SourcePosition waits = encoder.events.write(Events.text("d", "e1", "sound"));

        assertThat(reason()).contains("space all-minilm-l6-v2: the model is broken").contains("norm 0.0");
        assertThat(encoder.deadLetters()).isEmpty();
        assertThat(encoder.vectors().progress(0)).isZero();
        Alert firing = alerts(1).get(0);
        assertThat(firing.state()).isEqualTo(Alert.State.FIRING);
        assertThat(firing.key()).isEqualTo("tickets/encoder");
        assertThat(firing.summary()).contains("norm 0.0");
        encoder.restart();
        encoder.awaitDone(List.of(waits));
        assertThat(encoder.vectors().of("d")).hasSize(1);
        Alert resolved = alerts(2).get(1);
        assertThat(resolved.state()).isEqualTo(Alert.State.RESOLVED);
        assertThat(resolved.id()).isEqualTo(firing.id());
    }

    private List<Alert> alerts(int count) {
        return TopicReader.until(
                        encoder.config.kafka().bootstrap(), encoder.config.topics().alerts(), found -> found.size() >= count)
                .stream()
                .map(record -> AlertEvent.decode(record.value()))
                .toList();
    }

    @Test
    void closedItWritesWhatIsInHand() throws InterruptedException {
        model.hold();
        SourcePosition inHand = encoder.events.write(Events.text("d", "e1", "in hand"));
        await().atMost(Duration.ofMinutes(1)).until(model::isHeld);
        Thread closer = new Thread(() -> encoder.app().close());
        closer.start();
        await().atMost(Duration.ofMinutes(1)).until(() -> closer.getState() == Thread.State.WAITING);
        model.release();
        closer.join();

        encoder.awaitDone(List.of(inHand)); // A commit returns before it may be read.
        assertThat(encoder.vectors().progress(0)).isEqualTo(inHand.offset() + 1);
        assertThat(encoder.vectors().of("d")).hasSize(1);
    }

    /** As a broker does to one that stood still for longer than its transaction may last. */
    @Test
    void fencedAmidItsWorkItStartsOverAndWritesOnce() {
        model.hold();
        SourcePosition inHand = encoder.events.write(Events.text("d", "e1", "in hand"));
        await().atMost(Duration.ofMinutes(1)).until(model::isHeld);
        String id = encoder.config.topics().group("encoder", encoder.app().space()) + "-"
                + encoder.config.encoder().instance();
        try (KafkaProducer<byte[], byte[]> newer = new KafkaProducer<>(
                KafkaSettings.of(encoder.config.kafka()).with(Map.of("transactional.id", id)),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            newer.initTransactions();
        }
        model.release();

        encoder.awaitDone(List.of(inHand));

        assertThat(encoder.vectors().of("d")).hasSize(1);
        assertThat(encoder.app().failed()).isEmpty();
    }

    @Test
    void interruptedItGivesUpWhatIsInHandAndTheNextOneTakesIt() throws InterruptedException {
        model.hold();
        SourcePosition inHand = encoder.events.write(Events.text("d", "e1", "in hand"));
        await().atMost(Duration.ofMinutes(1)).until(model::isHeld);
        Thread closer = new Thread(() -> encoder.app().close());
        closer.start();
        await().atMost(Duration.ofMinutes(1)).until(() -> closer.getState() == Thread.State.WAITING);
        closer.interrupt();
        closer.join();

        assertThat(encoder.app().notReady()).isEmpty();
        assertThat(encoder.vectors().progress(0)).isZero();
        encoder.restart();
        encoder.awaitDone(List.of(inHand));
        assertThat(encoder.vectors().of("d")).extracting(embedding -> embedding.chunks().get(0).vector())
                .containsExactly(SharedModel.get().encode(List.of("in hand"), InputType.DOCUMENT).get(0).vector());
    }

    private String reason() {
        await().atMost(Duration.ofMinutes(1)).until(() -> encoder.app().notReady().isPresent());
        return encoder.app().notReady().orElseThrow();
    }
}
