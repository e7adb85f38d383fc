package dev.vectide.encoder.kafka;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Instant;
import java.util.ArrayList;
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

    /**
     * @param format header, or empty for none
     * @param reason what the dead letter says of it
     */
    private record Poison(byte[] value, String format, String reason) {
        static Poison of(Content content, String reason) {
            Event event = Events.of("poison", new Identity("/shop", reason), content);
            return new Poison(EventCodec.encode(event), "1", reason);
        }

        Map<String, String> headers() {
            return format.isEmpty() ? Map.of() : Map.of("format", format, "traceparent", "kept");
        }
    }

    private static List<Poison> poison() {
        FloatVector zero = FloatVector.of(new float[384]);
        return List.of(
                Poison.of(
                        new Content.Vector(FloatVector.of(1, 2, 3), null),
                        "a vector of 3 dimensions where space all-minilm-l6-v2 has 384"),
                Poison.of(new Content.Vector(zero, null), "a zero vector has no direction"),
                Poison.of(
                        new Content.Vector(zero, "e5-small-v2"), "a vector of space e5-small-v2 where all-minilm-l6-v2-"),
                Poison.of(
                        new Content.Image("image/png", Bytes.copyOf(new byte[] {1, 2, 3})),
                        "an image, but space all-minilm-l6-v2 encodes text"),
                new Poison(notANumber(), "1", "not an event: vector has a value that is not a finite number"),
                new Poison("\u0001 not Protobuf".getBytes(StandardCharsets.UTF_8), "", "not an event: "),
                new Poison(new byte[0], "1", "not an event: "),
                new Poison(
                        EventCodec.encode(atTheEndOfTime()), "1", "+292278994-08-17T07:12:55.807Z is of no year from 0 to 9999"),
                new Poison(
                        EventCodec.encode(Events.text("d", "e", "sound")), "one", "format header 'one' is not a number"));
    }

    @Test
    void eachIsADeadLetterWithItsReasonAndTheStreamGoesOn() {
        List<SourcePosition> positions = new ArrayList<>();
        for (Poison poison : poison()) {
            positions.add(encoder.events.raw(0, "tickets/poison", poison.value(), poison.headers()));
            positions.add(encoder.events.write(Events.text("sound-" + positions.size(), "e" + positions.size(), "sound")));
        }
        encoder.awaitDone(positions);

        List<ConsumerRecord<byte[], byte[]>> letters = encoder.deadLetters(poison().size());
        assertThat(letters).hasSameSizeAs(poison());
        for (int i = 0; i < letters.size(); i++) {
            assertLetter(letters.get(i), poison().get(i), positions.get(2 * i));
        }
        assertThat(encoder.vectors().embeddings()).hasSameSizeAs(poison());
        encoder.vectors().assertOrderly();
    }

    private void assertLetter(ConsumerRecord<byte[], byte[]> letter, Poison poison, SourcePosition at) {
        assertThat(letter.key()).isEqualTo("tickets/poison".getBytes(StandardCharsets.UTF_8));
        assertThat(letter.value()).isEqualTo(poison.value());
        poison.headers().forEach((name, text) -> assertThat(header(letter, name)).isEqualTo(text));
        assertThat(header(letter, "vectide-stage")).isEqualTo("encoder");
        assertThat(header(letter, "__streams.errors.message")).contains(poison.reason());
        assertThat(header(letter, "__streams.errors.exception")).isNotEmpty();
        assertThat(header(letter, "__streams.errors.stacktrace")).isNotNull();
        assertThat(header(letter, "__streams.errors.topic")).isEqualTo(encoder.config.topics().events());
        assertThat(header(letter, "__streams.errors.partition")).isEqualTo("0");
        assertThat(header(letter, "__streams.errors.offset")).isEqualTo(Long.toString(at.offset()));
    }

    private static Event atTheEndOfTime() {
        Event event = Events.text("late", "late", "sound but for its time");
        return new Event(
                event.key(), event.identity(), Instant.ofEpochMilli(Long.MAX_VALUE), event.content(), Map.of(), event.origin());
    }

    /** The bytes of an event whose vector holds a NaN, which no event can be made of. */
    private static byte[] notANumber() {
        float[] values = new float[384];
        values[5] = 123456f;
        byte[] bytes = EventCodec.encode(Events.vector("v", "nan", FloatVector.of(values)));
        int at = indexOf(bytes, FloatVector.of(123456f).toLittleEndian());
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(at, Float.NaN);
        return bytes;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        return all.indexOf(new String(part, StandardCharsets.ISO_8859_1));
    }
}
