package dev.vectide.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.Progress;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.embedding.Tombstone;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.space.Fingerprint;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.vector.FloatVector;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Golden bytes: what is in topics today must be read by every later version, and written by this one. */
class VectorsCodecTest {
    private static final DocumentKey KEY = new DocumentKey("tickets", "a/1");
    private static final Identity IDENTITY = new Identity("urn:x", "e1");
    private static final Instant TIME = Instant.ofEpochMilli(1_700_000_000_123L);
    private static final SourcePosition SOURCE = new SourcePosition(3, 42);

    @Test
    void embeddingWithEverything() {
        golden(
                embedding(new Content.Text("ab"), Instant.ofEpochMilli(1_700_000_600_000L), Origin.BACKFILL, true),
                "7469636b6574732f612f31",
                "0a077469636b6574731203612f311a0b0a0575726e3a781202653122200123456789abcdef012345"
                        + "6789abcdef0123456789abcdef0123456789abcdef2a0363707530fbd095ffbc3138c09fbaffbc31"
                        + "4002480150015a040a02616262030908076a090a05636f756e7428077003782a82010c10011a0800"
                        + "00803f000020c082010e080110021a08000000000000003f");
    }

    @Test
    void embeddingWithoutContent() {
        golden(embedding(null, null, Origin.LIVE, false), "7469636b6574732f612f31", "0a077469636b6574731203612f311a0b0a0575726e3a781202653122200123456789abcdef012345"
                        + "6789abcdef0123456789abcdef0123456789abcdef2a0363707530fbd095ffbc3162030908077003"
                        + "782a82010c10011a080000803f000020c082010e080110021a08000000000000003f");
    }

    @Test
    void tombstoneIsAKeyWithHeaders() {
        VectorsCodec.Wire wire = VectorsCodec.encode(new Tombstone(KEY, IDENTITY, TIME, SOURCE));

        assertThat(wire.value()).isNull();
        assertThat(text(wire.headers())).containsExactlyInAnyOrderEntriesOf(Map.of(
                "format", "1",
                "vectide-source-position", "3:42",
                "vectide-event-time", "1700000000123",
                "vectide-identity-source", "urn:x",
                "vectide-identity-id", "e1"));
        assertThat(VectorsCodec.decode(wire.key(), null, wire.headers()::get))
                .isEqualTo(new Tombstone(KEY, IDENTITY, TIME, SOURCE));
    }

    @Test
    void progressListsItsClocksByName() {
        Map<String, Long> clocks = new LinkedHashMap<>();
        clocks.put("zebras", 2L);
        clocks.put("ants", 1_700_000_000_123L);

        golden(new Progress(3, 43, clocks), "5f70726f67726573732f33", "0803102b1a0d0a04616e747310fbd095ffbc311a0a0a067a65627261731002");
    }

    @Test
    void progressIsToldByItsKeyAlone() {
        assertThat(VectorsCodec.isProgress("_progress/0".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(VectorsCodec.isProgress("progress/0".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(VectorsCodec.isProgress(new byte[0])).isFalse();
        assertThat(VectorsCodec.isProgress(KEY.toBytes())).isFalse();
    }

    @Test
    void aNewerFormatIsNotDamage() {
        VectorsCodec.Wire wire = VectorsCodec.encode(new Progress(0, 1, Map.of()));
        byte[] two = {'2'};

        assertThatThrownBy(() -> VectorsCodec.decode(wire.key(), wire.value(), name -> two))
                .isInstanceOf(NewerFormatException.class)
                .hasMessageContaining("format 2")
                .hasMessageContaining("up to 1");
        assertThat(VectorsCodec.decode(wire.key(), wire.value(), name -> null)).isEqualTo(new Progress(0, 1, Map.of()));
    }

    @Test
    void refusesDamage() {
        assertDamaged(KEY.toBytes(), new byte[] {(byte) 0xff}, Map.of());
        assertDamaged(KEY.toBytes(), new byte[0], Map.of());
        assertDamaged("_progress/0".getBytes(StandardCharsets.UTF_8), null, Map.of());
        assertDamaged(KEY.toBytes(), null, Map.of());
        assertDamaged(KEY.toBytes(), null, Map.of("vectide-source-position", "3"));
        assertDamaged("nokey".getBytes(StandardCharsets.UTF_8), null, tombstoneHeaders("3:42"));
        assertDamaged(KEY.toBytes(), null, tombstoneHeaders("342"));
        assertDamaged(KEY.toBytes(), null, tombstoneHeaders("3:4:2"));
        assertDamaged(KEY.toBytes(), null, tombstoneHeaders("3:x"));
        assertDamaged(KEY.toBytes(), new byte[0], Map.of("format", "one"));
    }

    private static Map<String, String> tombstoneHeaders(String position) {
        return Map.of(
                "vectide-source-position", position,
                "vectide-event-time", "1",
                "vectide-identity-source", "s",
                "vectide-identity-id", "i");
    }

    private static void assertDamaged(byte[] key, byte[] value, Map<String, String> headers) {
        assertThatThrownBy(() -> VectorsCodec.decode(
                        key,
                        value,
                        name -> headers.containsKey(name)
                                ? headers.get(name).getBytes(StandardCharsets.UTF_8)
                                : null))
                .isInstanceOf(MalformedRecordException.class);
    }

    private static Embedding embedding(Content content, Instant expires, Origin origin, boolean flags) {
        return new Embedding(
                KEY,
                IDENTITY,
                new Fingerprint("0123456789abcdef".repeat(4)),
                "cpu",
                TIME,
                expires,
                origin,
                flags,
                flags,
                content,
                Bytes.copyOf(new byte[] {9, 8, 7}),
                flags ? Map.of("count", 7L) : Map.of(),
                SOURCE,
                List.of(new Chunk(0, 1, FloatVector.of(1f, -2.5f)), new Chunk(1, 2, FloatVector.of(0f, 0.5f))));
    }

    private static void golden(VectorsRecord record, String key, String value) {
        VectorsCodec.Wire wire = VectorsCodec.encode(record);
        assertThat(HexFormat.of().formatHex(wire.key())).isEqualTo(key);
        assertThat(HexFormat.of().formatHex(wire.value())).isEqualTo(value);
        assertThat(text(wire.headers())).isEqualTo(Map.of("format", "1"));
        assertThat(VectorsCodec.decode(
                        HexFormat.of().parseHex(key), HexFormat.of().parseHex(value), wire.headers()::get))
                .isEqualTo(record);
    }

    private static Map<String, String> text(Map<String, byte[]> headers) {
        Map<String, String> text = new LinkedHashMap<>();
        headers.forEach((name, value) -> text.put(name, new String(value, StandardCharsets.UTF_8)));
        return text;
    }
}
