package dev.vectide.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.space.Fingerprint;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.vector.FloatVector;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What it shows is what the whole record says, and it refuses what shows nothing. */
class EmbeddingViewTest {
    private final Random random = new Random(8);

    @Test
    void itShowsWhatTheWholeRecordSays() {
        for (int i = 0; i < 200; i++) {
            Embedding whole = embedding();
            VectorsCodec.Wire wire = VectorsCodec.encode(whole);

            EmbeddingView view = EmbeddingView.of(value(wire), wire.headers()::get);

            assertThat(VectorsCodec.decode(wire.key(), wire.value(), wire.headers()::get)).isEqualTo(whole);
            assertThat(view.key()).isEqualTo(whole.key());
            assertThat(view.eventTimeMs()).isEqualTo(whole.eventTime().toEpochMilli());
            assertThat(view.origin()).isEqualTo(whole.origin());
            assertThat(view.repeat()).isEqualTo(whole.repeat());
            assertThat(view.source()).isEqualTo(whole.source());
            assertThat(view.dimension()).isEqualTo(whole.dimension());
            assertThat(view.vector()).isEqualTo(whole.chunks().get(0).vector().toArray());
            assertThat(view.text()).isEqualTo(whole.content() instanceof Content.Text text ? text.text() : null);
            assertThat(view.attributes()).isEqualTo(whole.attributes());
            assertThat(view.fingerprint()).isEqualTo(whole.fingerprint());
            assertThat(view.isOf(whole.fingerprint().toBytes())).isTrue();
            assertThat(view.isOf(Fingerprint.of(new byte[32]).toBytes())).isFalse();
        }
    }

    @Test
    void itsVectorIsAnArrayOfItsOwn() {
        byte[] value = value(VectorsCodec.encode(embedding()));
        EmbeddingView view = EmbeddingView.of(value, name -> null);
        byte[] before = value.clone();

        Arrays.fill(view.vector(), 7);

        assertThat(value).isEqualTo(before);
        assertThat(view.vector()).isNotEqualTo(new float[] {7});
    }

    @Test
    void damageIsRefused() {
        byte[] value = value(VectorsCodec.encode(embedding()));
        var message = dev.vectide.core.wire.proto.Embedding.newBuilder().setStream("s").setDocument("d");
        var chunk = dev.vectide.core.wire.proto.Chunk.newBuilder();

        assertDamaged("no protobuf".getBytes(StandardCharsets.UTF_8), "");
        assertDamaged(Arrays.copyOf(value, value.length - 1), "");
        assertDamaged(message.build().toByteArray(), "no vector");
        assertDamaged(message.clone().addChunks(chunk).build().toByteArray(), "0 bytes");
        assertDamaged(message.clone().addChunks(chunk.clone().setVector(bytes(6))).build().toByteArray(), "6 bytes");
        assertDamaged(
                message.clone()
                        .addChunks(chunk.clone().setVector(bytes(8)))
                        .addChunks(chunk.clone().setVector(bytes(4)))
                        .build()
                        .toByteArray(),
                "mixes dimensions");
        assertDamaged(
                message.clone().setStream("Not A Name").addChunks(chunk.clone().setVector(bytes(4))).build().toByteArray(),
                "Not A Name");
    }

    @Test
    void aNewerFormatIsNotDamage() {
        byte[] value = value(VectorsCodec.encode(embedding()));

        assertThatThrownBy(() -> EmbeddingView.of(value, name -> "2".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(NewerFormatException.class)
                .hasMessageContaining("format 2");
    }

    private static void assertDamaged(byte[] value, String why) {
        assertThatThrownBy(() -> EmbeddingView.of(value, name -> null))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("not a vectors record")
                .hasMessageContaining(why);
    }

    private static ByteString bytes(int count) {
        return ByteString.copyFrom(new byte[count]);
    }

    private static byte[] value(VectorsCodec.Wire wire) {
        byte @Nullable [] value = wire.value();
        assertThat(value).isNotNull();
        return value == null ? new byte[0] : value;
    }

    private Embedding embedding() {
        int dimension = 1 + random.nextInt(40);
        List<Chunk> chunks = random.ints(1 + random.nextInt(3))
                .mapToObj(any -> new Chunk(0, 1, vector(dimension)))
                .toList();
        List<Content> contents = List.of(
                new Content.Text("text " + random.nextInt()),
                new Content.Image("image/png", Bytes.copyOf(new byte[] {1, 2})),
                new Content.Vector(vector(dimension), null));
        byte[] fingerprint = new byte[32];
        random.nextBytes(fingerprint);
        int kind = random.nextInt(contents.size() + 1);
        return new Embedding(
                new DocumentKey("tickets", "document/" + random.nextInt()),
                new Identity("urn:x", "e1"),
                Fingerprint.of(fingerprint),
                "producer",
                Instant.ofEpochMilli(random.nextInt()),
                null,
                List.of(Origin.LIVE, Origin.REPLAY, Origin.BACKFILL).get(random.nextInt(3)),
                random.nextBoolean(),
                random.nextBoolean(),
                kind == contents.size() ? null : contents.get(kind),
                Bytes.copyOf(new byte[32]),
                random.nextBoolean() ? Map.of() : Map.of("price", 2.5, "shop", "a", "tags", List.of("x", "y")),
                new SourcePosition(random.nextInt(9), random.nextInt(1 << 20)),
                chunks);
    }

    private FloatVector vector(int dimension) {
        float[] values = new float[dimension];
        for (int j = 0; j < dimension; j++) {
            values[j] = (float) random.nextGaussian();
        }
        return FloatVector.of(values);
    }
}
