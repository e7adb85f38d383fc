package dev.vectide.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.vector.FloatVector;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden bytes: what is in topics today must be read by every later version, and written by this one. */
class EventCodecTest {
    private static final DocumentKey KEY = new DocumentKey("tickets", "a/1");
    private static final Identity IDENTITY = new Identity("urn:x", "e1");
    private static final Instant TIME = Instant.ofEpochMilli(1_700_000_000_123L);

    @Test
    void textWithEveryKindOfAttribute() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("zone", "north");
        attributes.put("open", true);
        attributes.put("count", 7L);
        attributes.put("price", 2.5);
        attributes.put("tags", List.of("b", "a"));

        golden(new Event(KEY, IDENTITY, TIME, new Content.Text("héllo"), attributes, Origin.REPLAY), "0a077469636b6574731203612f311a0b0a0575726e3a781202653120fbd095ffbc312a080a0668c3"
                + "a96c6c6f320d0a047a6f6e6512056e6f72746832080a046f70656e200132090a05636f756e742807"
                + "32100a057072696365190000000000000440320e0a047461677332060a01620a01613801");
    }

    @Test
    void image() {
        Content image = new Content.Image("image/png", Bytes.copyOf(new byte[] {1, 2, 3}));

        golden(new Event(KEY, IDENTITY, TIME, image, Map.of(), Origin.LIVE), "0a077469636b6574731203612f311a0b0a0575726e3a781202653120fbd095ffbc312a1212100a09"
                + "696d6167652f706e671203010203");
    }

    @Test
    void vectorOfANamedSpace() {
        Content vector = new Content.Vector(FloatVector.of(1f, -2.5f), "mine");

        golden(new Event(KEY, IDENTITY, TIME, vector, Map.of(), Origin.LIVE), "0a077469636b6574731203612f311a0b0a0575726e3a781202653120fbd095ffbc312a121a100a08"
                + "0000803f000020c012046d696e65");
    }

    @Test
    void deletion() {
        golden(new Event(KEY, IDENTITY, TIME, new Content.Deleted(), Map.of(), Origin.LIVE), "0a077469636b6574731203612f311a0b0a0575726e3a781202653120fbd095ffbc31");
    }

    @Test
    void repair() {
        golden(new Event(KEY, IDENTITY, TIME, new Content.Text("a"), Map.of(), Origin.BACKFILL, 0L), "0a077469636b6574731203612f311a0b0a0575726e3a781202653120fbd095ffbc312a030a016138"
                + "024200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "0a", "00", "", "0a07544943204554", "0a0154120161"})
    void refusesDamage(String hex) {
        assertThatThrownBy(() -> EventCodec.decode(HexFormat.of().parseHex(hex)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageStartingWith("not an event: ");
    }

    @Test
    void readsPastFieldsOfALaterVersion() {
        Event event = new Event(KEY, IDENTITY, TIME, new Content.Text("a"), Map.of(), Origin.LIVE);
        String later = HexFormat.of().formatHex(EventCodec.encode(event)) + "9a0603616263"; // Field 99, three bytes.

        assertThat(EventCodec.decode(HexFormat.of().parseHex(later))).isEqualTo(event);
    }

    private static void golden(Event event, String hex) {
        assertThat(HexFormat.of().formatHex(EventCodec.encode(event))).isEqualTo(hex);
        assertThat(EventCodec.decode(HexFormat.of().parseHex(hex))).isEqualTo(event);
    }
}
