package dev.vectide.encoder.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.embedding.Tombstone;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.space.Space;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.stream.StreamSettings;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.encoder.Events;
import dev.vectide.encoder.RunningEncoder;
import dev.vectide.encoder.SharedModel;
import dev.vectide.encoder.VectorsLog;
import dev.vectide.encoder.memory.ContentHash;
import dev.vectide.testing.TestConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What comes out of the stage for what goes in. */
class EncoderStageIT {
    private static RunningEncoder encoder;
    private static Space space;

    @BeforeAll
    static void start() {
        encoder = new RunningEncoder(TestConfig.of(Map.of()));
        space = encoder.app().space();
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @Test
    void everyTextComesOutInItsPartitionInSourceOrder() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            // Of very different lengths, so that batches are formed in another order than the events came.
            events.add(Events.text("doc-" + i, "e" + i, "sentence " + i + " and so on".repeat((i * 7) % 23)));
        }
        List<SourcePosition> positions = encoder.encode(events.toArray(Event[]::new));

        VectorsLog log = encoder.vectors();
        log.assertOrderly();
        assertThat(positions.stream().map(SourcePosition::partition).distinct()).hasSizeGreaterThan(2);
        assertThat(log.embeddings()).hasSizeGreaterThanOrEqualTo(events.size());
        for (int i = 0; i < events.size(); i++) {
            Embedding embedding = only(log, "doc-" + i);
            String text = ((Content.Text) events.get(i).content()).text();
            assertThat(embedding.source()).isEqualTo(positions.get(i));
            assertThat(embedding.chunks().get(0).vector()).isEqualTo(SharedModel.document(text).vector());
            assertThat(embedding.chunks().get(0).end()).isEqualTo(text.length());
        }
    }

    @Test
    void aRecordSaysAllThatIsKnownOfItsEvent() {
        Event event = new Event(
                new DocumentKey(Events.STREAM, "a/1"),
                new Identity("/shop", "all-1"),
                Events.TIME,
                new Content.Text("Grüße aus Zürich \uD83D\uDE80"),
                Map.of("n", 3L, "price", 9.5, "vip", true, "tags", List.of("x", "y")),
                Origin.REPLAY);
        SourcePosition source = encoder.encode(event).get(0);

        Embedding embedding = only(encoder.vectors(), "a/1");
        assertThat(embedding.key()).isEqualTo(event.key());
        assertThat(embedding.identity()).isEqualTo(event.identity());
        assertThat(embedding.fingerprint()).isEqualTo(space.fingerprint());
        assertThat(embedding.producer()).isEqualTo(SharedModel.get().producer()).startsWith("onnxruntime-");
        assertThat(embedding.eventTime()).isEqualTo(event.time());
        assertThat(embedding.expiresAt()).isNull();
        assertThat(embedding.origin()).isEqualTo(Origin.REPLAY);
        assertThat(embedding.content()).isEqualTo(event.content());
        assertThat(embedding.contentHash()).isEqualTo(ContentHash.of(event.content()));
        assertThat(embedding.attributes()).isEqualTo(event.attributes());
        assertThat(embedding.source()).isEqualTo(source);
        assertThat(embedding.repeat()).isFalse();
        assertThat(embedding.truncated()).isFalse();
    }

    @Test
    void aStreamsSettingsDecideOnContentAndExpiry() {
        encoder.streams.put(new StreamSettings("secrets", false, Duration.ofDays(30)));
        Event event = Events.text("secret", "s1", "do not keep this");
        encoder.encode(new Event(new DocumentKey("secrets", "secret"), event.identity(), event.time(), event.content(),
                Map.of(), Origin.LIVE));

        Embedding embedding = only(encoder.vectors(), "secret");
        assertThat(embedding.content()).isNull();
        assertThat(embedding.contentHash()).isEqualTo(ContentHash.of(new Content.Text("do not keep this")));
        assertThat(embedding.expiresAt()).isEqualTo(Events.TIME.plus(Duration.ofDays(30)));
    }

    @Test
    void aTextThatIsTooLongIsCutAndMarked() {
        String tooLong = "word ".repeat(space.maxTokens());
        encoder.encode(Events.text("long", "long-1", tooLong));

        Encoded expected = SharedModel.document(tooLong);
        Embedding embedding = only(encoder.vectors(), "long");
        assertThat(expected.tokens()).isEqualTo(space.maxTokens() + 2);
        assertThat(embedding.truncated()).isTrue();
        assertThat(embedding.content()).isEqualTo(new Content.Text(tooLong));
        assertThat(embedding.chunks().get(0).vector()).isEqualTo(expected.vector());
        assertThat(encoder.registry.counter("vectide.encoder.truncated.texts", "space", space.name()).count()).isEqualTo(1);
    }

    @Test
    void aDeleteIsATombstoneThatSaysByWhichEvent() {
        encoder.encode(Events.text("gone", "gone-1", "soon gone"));
        SourcePosition source = encoder.encode(Events.delete("gone", "gone-2")).get(0);

        VectorsLog log = encoder.vectors();
        log.assertOrderly();
        assertThat(log.tombstones()).containsExactly(new Tombstone(
                new DocumentKey(Events.STREAM, "gone"), new Identity("/shop", "gone-2"), Events.TIME, source));
    }

    @Test
    void aReadyVectorPassesAtLengthOne() {
        float[] values = new float[space.dimension()];
        values[0] = 3;
        values[7] = -4;
        Event named = Events.of(
                "named", new Identity("/shop", "ready-2"), new Content.Vector(FloatVector.of(values), space.qualifiedName()));
        encoder.encode(Events.vector("ready", "ready-1", FloatVector.of(values)), named);

        VectorsLog log = encoder.vectors();
        for (String document : List.of("ready", "named")) {
            Embedding embedding = only(log, document);
            FloatVector vector = embedding.chunks().get(0).vector();
            assertThat(vector.norm()).isCloseTo(1, within(1e-7));
            assertThat(vector.get(0)).isEqualTo(0.6f);
            assertThat(vector.get(7)).isEqualTo(-0.8f);
            assertThat(embedding.producer()).isEqualTo("producer");
            assertThat(embedding.fingerprint()).isEqualTo(space.fingerprint());
        }
    }

    private static Embedding only(VectorsLog log, String document) {
        assertThat(log.of(document)).hasSize(1);
        return log.of(document).get(0);
    }
}
