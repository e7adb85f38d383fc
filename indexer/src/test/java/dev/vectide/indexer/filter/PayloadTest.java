package dev.vectide.indexer.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PayloadTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void attributesStandBesideTheStoresOwnKeys() {
        Payload payload = payload(
                new Content.Text("a cat"),
                Origin.REPLAY,
                true,
                Map.of("topic", "pets", "text", "hidden", "_time", "hidden"));

        assertThat(payload.values()).containsOnly(
                entry("topic", "pets"),
                entry("text", "a cat"),
                entry("_time", "2026-01-31T12:00:00Z"),
                entry("_origin", "replay"),
                entry("_truncated", true));
        payload.values().forEach((key, value) -> assertThat(payload.value(key)).isEqualTo(value));
    }

    @Test
    void whatIsUsualIsNotSaid() {
        Payload payload = payload(null, Origin.LIVE, false, Map.of("text", "its own", "_truncated", "hidden"));

        assertThat(payload.values()).containsOnly(entry("text", "its own"), entry("_time", "2026-01-31T12:00:00Z"));
        assertThat(payload.value("_truncated")).isNull();
    }

    private static Payload payload(
            @Nullable Content content, Origin origin, boolean truncated, Map<String, Object> attributes) {
        return new Payload(new Embedding(
                new DocumentKey("s", "d"),
                new Identity("test", "1"),
                new Fingerprint("0".repeat(64)),
                "test",
                NOON,
                null,
                origin,
                false,
                truncated,
                content,
                Bytes.copyOf(new byte[32]),
                attributes,
                new SourcePosition(0, 1),
                List.of(new Chunk(0, 0, FloatVector.of(1, 0)))));
    }
}
