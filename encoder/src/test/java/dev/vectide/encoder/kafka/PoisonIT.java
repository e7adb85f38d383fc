package dev.vectide.encoder.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.Identity;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.core.wire.EventCodec;
import dev.vectide.encoder.Events;
import dev.vectide.encoder.RunningEncoder;
import dev.vectide.testing.TestConfig;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What cannot be encoded is a dead letter with a reason, and the stream goes on. */
class PoisonIT {
    private final RunningEncoder encoder = new RunningEncoder(TestConfig.of(Map.of("VECTIDE_KAFKA_PARTITIONS", "1")));

    @AfterEach
    void close() {
        encoder.close();
    }

    @Test
    void aVectorOfTheWrongDimension() {
        refused(Events.vector("v", "e", FloatVector.of(1, 2, 3)), "a vector of 3 dimensions where space all-minilm-l6-v2 has 384");
    }

    @Test
    void aVectorWithoutDirection() {
        refused(Events.vector("v", "e", FloatVector.of(new float[384])), "a zero vector has no direction");
    }

    @Test
    void aVectorOfAnotherSpace() {
        FloatVector vector = FloatVector.of(new float[384]);
        refused(
                Events.of("v", new Identity("/shop", "e"), new Content.Vector(vector, "e5-small-v2")),
                "a vector of space e5-small-v2 where all-minilm-l6-v2-");
    }

    @Test
    void aVectorThatIsNotANumber() {
        byte[] marker = FloatVector.of(123456f).toLittleEndian();
        float[] values = new float[384];
        values[5] = 123456f;
        byte[] damaged = EventCodec.encode(Events.vector("v", "e", FloatVector.of(values)));
        ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putFloat(indexOf(damaged, marker), Float.NaN);
        refused(damaged, Map.of("format", "1"), "not an event: vector has a value that is not a finite number");
    }

    @Test
    void anImageWhereTheSpaceEncodesText() {
        Content image = new Content.Image("image/png", Bytes.copyOf(new byte[] {1, 2, 3}));
        refused(Events.of("i", new Identity("/shop", "e"), image), "an image, but space all-minilm-l6-v2 encodes text");
    }

    @Test
    void aDamagedRecord() {
        refused("\u0001 not Protobuf".getBytes(StandardCharsets.UTF_8), Map.of(), "not an event: ");
    }

    @Test
    void aFormatHeaderThatIsNoNumber() {
        byte[] sound = EventCodec.encode(Events.text("d", "e", "sound"));
        refused(sound, Map.of("format", "one"), "format header 'one' is not a number");
    }

    @Test
    void aRecordOfANewerFormatStopsTheStageAndIsNoDeadLetter() {
        SourcePosition before = encoder.encode(Events.text("before", "e1", "sound")).get(0);
        byte[] sound = EventCodec.encode(Events.text("newer", "e2", "sound"));
        SourcePosition newer = encoder.events.raw(0, "tickets/newer", sound, Map.of("format", "2"));

        await().atMost(Duration.ofMinutes(1)).until(() -> encoder.app().notReady().isPresent());
        assertThat(encoder.app().notReady().orElseThrow())
                .contains(encoder.config.topics().events() + "-" + newer)
                .contains("format 2, this version reads up to 1");
        assertThat(encoder.deadLetters()).isEmpty();
        assertThat(encoder.vectors().progress(0)).isEqualTo(before.offset() + 1);
    }

    private void refused(Event event, String reason) {
        refused(EventCodec.encode(event), Map.of("format", "1"), reason);
    }

    private void refused(byte[] value, Map<String, String> headers, String reason) {
        SourcePosition poison = encoder.events.raw(0, "tickets/poison", value, headers);
        SourcePosition after = encoder.events.write(Events.text("after", "after", "the stream goes on"));
        encoder.awaitDone(List.of(after));

        assertThat(encoder.vectors().embeddings()).extracting(e -> e.key().document()).containsExactly("after");
        assertThat(encoder.deadLetters()).hasSize(1);
        ConsumerRecord<byte[], byte[]> letter = encoder.deadLetters().get(0);
        assertThat(letter.key()).isEqualTo("tickets/poison".getBytes(StandardCharsets.UTF_8));
        assertThat(letter.value()).isEqualTo(value);
        headers.forEach((name, text) -> assertThat(header(letter, name)).isEqualTo(text));
        assertThat(header(letter, "vectide-stage")).isEqualTo("encoder");
        assertThat(header(letter, "__streams.errors.message")).contains(reason);
        assertThat(header(letter, "__streams.errors.exception")).isNotEmpty();
        assertThat(header(letter, "__streams.errors.topic")).isEqualTo(encoder.config.topics().events());
        assertThat(header(letter, "__streams.errors.partition")).isEqualTo("0");
        assertThat(header(letter, "__streams.errors.offset")).isEqualTo(Long.toString(poison.offset()));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        return all.indexOf(new String(part, StandardCharsets.ISO_8859_1));
    }
}
