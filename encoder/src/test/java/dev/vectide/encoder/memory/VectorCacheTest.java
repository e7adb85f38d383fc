package dev.vectide.encoder.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.vector.FloatVector;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VectorCacheTest {
    private static final long ROOM = 10_000;
    private final VectorCache cache = new VectorCache(ROOM);

    @Test
    void itIsFoundByDocumentAndContent() {
        EncodedContent content = encoded(1, 8);
        cache.put("a", content);

        assertThat(cache.find("a", hash(1))).isSameAs(content);
        assertThat(cache.find("a", hash(2))).isNull();
        assertThat(cache.find("b", hash(1))).isNull();
        cache.remove("a");
        assertThat(cache.find("a", hash(1))).isNull();
        assertThat(cache.bytes()).isZero();
    }

    @Test
    void theOldestMakeRoomAndTheBoundHoldsWhateverComes() {
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            EncodedContent content = new EncodedContent(hash(i));
            String key = "document-" + random.nextInt(40);
            cache.put(key, content);
            if (random.nextBoolean()) {
                content.encoded(vectors(1 + random.nextInt(100)));
                cache.encoded(key, content);
            }
            assertThat(cache.bytes()).isBetween(0L, ROOM);
        }
        assertThat(cache.size()).isGreaterThan(5);
        cache.put("newest", encoded(7, 8));
        assertThat(cache.find("newest", hash(7))).isNotNull();
        for (int i = 0; i < 40; i++) {
            cache.remove("document-" + i);
        }
        cache.remove("newest");
        assertThat(cache.bytes()).isZero();
    }

    @Test
    void anEarlierContentThatIsEncodedLateDoesNotTakeTheNewOnesPlace() {
        EncodedContent late = new EncodedContent(hash(1));
        EncodedContent newest = encoded(2, 8);
        cache.put("a", late);
        cache.put("a", newest);
        late.encoded(vectors(8));
        cache.encoded("a", late);

        assertThat(cache.find("a", hash(1))).isNull();
        assertThat(cache.find("a", hash(2))).isSameAs(newest);
    }

    @Test
    void withoutRoomNothingIsRemembered() {
        VectorCache none = new VectorCache(0);
        none.put("a", encoded(1, 8));
        assertThat(none.find("a", hash(1))).isNull();
        assertThat(none.bytes()).isZero();
    }

    private static EncodedContent encoded(int hash, int dimension) {
        return new EncodedContent(hash(hash), vectors(dimension));
    }

    private static EncodedContent.Vectors vectors(int dimension) {
        return new EncodedContent.Vectors(
                List.of(new Chunk(0, 1, FloatVector.of(new float[dimension]))), false, "a test");
    }

    private static Bytes hash(int number) {
        return Bytes.copyOf(new byte[] {(byte) number, (byte) (number >> 8)});
    }
}
