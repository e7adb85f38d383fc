package dev.vectide.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.vector.FloatVector;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final EventReader READER = new EventReader(new EventLimits(100, Duration.ofMinutes(5)), FieldNames.PLAIN);
    private static final String CONTEXT = "\"specversion\":\"1.0\",\"id\":\"e\",\"source\":\"/s\",\"type\":\"t\"";

    @Test
    void plainForm() {
        Event event = accepted("""
                {"id": "a", "stream": "s", "time": "2026-01-02T05:04:05.6789+02:00", "text": "ä 😀",
                 "attributes": {"s": "x", "n": 3, "f": 0.5, "b": true, "l": ["p", "q"], "none": null}}""");

        assertThat(event.key()).isEqualTo(new DocumentKey("s", "a"));
        assertThat(event.time()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
        assertThat(event.content()).isEqualTo(new Content.Text("ä 😀"));
        assertThat(event.attributes())
                .isEqualTo(Map.of("s", "x", "n", 3L, "f", 0.5, "b", true, "l", List.of("p", "q")));
        assertThat(event.origin()).isEqualTo(Origin.LIVE);
    }

    @Test
    void idMayBeAWholeNumberTimeMayBeMillisecondsAndStreamMayComeFromOutside() {
        Event event = accepted("{\"id\": 17, \"text\": \"x\", \"time\": 1767225600000}");

        assertThat(event.key()).isEqualTo(new DocumentKey("s", "17"));
        assertThat(event.time()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(accepted("{\"id\": 17, \"text\": \"x\"}").time()).isEqualTo(NOW);
    }

    @Test
    void vectorsAndImages() {
        assertThat(accepted("{\"id\":1,\"vector\":[1,-2.5e-3,0],\"space\":\"demo\"}").content())
                .isEqualTo(new Content.Vector(FloatVector.of(1, -2.5e-3f, 0), "demo"));
        String base64 = Base64.getEncoder().encodeToString(new byte[] {1, 2});
        for (String image : List.of(
                "\"" + base64 + "\"",
                "\"data:image/png;base64," + base64 + "\"",
                "\"DATA:image/png;base64," + base64 + "\"",
                "{\"media_type\":\"image/png\",\"data\":\"" + base64 + "\"}")) {
            assertThat(accepted("{\"id\":1,\"image\":" + image + "}").content())
                    .isEqualTo(new Content.Image("image/png", Bytes.copyOf(new byte[] {1, 2})));
        }
    }

    /** Producers' retries are found by it: must never change. */
    @Test
    void derivedIdentityIsOverDocumentContentAttributesAndTheTimeThatWasGiven() {
        Identity identity = accepted("{\"id\":\"a\",\"text\":\"x\",\"attributes\":{\"n\":1}}").identity();

        assertThat(identity)
                .isEqualTo(Identity.derived("b66b17033241251cfa9b2612fc57a71de262812f7afcd2f8218740ad8add5b33"));
        assertThat(read("{\"text\":\"x\",\"attributes\":{\"n\":1},\"id\":\"a\"}", "s", NOW.plusSeconds(9)))
                .isInstanceOfSatisfying(Reading.Accepted.class,
                        again -> assertThat(again.event().identity()).isEqualTo(identity));
        for (String other : List.of(
                "{\"id\":\"b\",\"text\":\"x\",\"attributes\":{\"n\":1}}",
                "{\"id\":\"a\",\"text\":\"y\",\"attributes\":{\"n\":1}}",
                "{\"id\":\"a\",\"text\":\"x\",\"attributes\":{\"n\":2}}",
                "{\"id\":\"a\",\"text\":\"x\",\"attributes\":{\"n\":1},\"time\":1767225600000}")) {
            assertThat(accepted(other).identity()).isNotEqualTo(identity);
        }
    }

    @Test
    void everyFaultIsReportedByItsField() {
        Reading.Refused refused = refused("""
                {"stream": "Bad Name", "time": "yesterday", "text": 5, "colour": "red", "attributes": {"o": {}, "l": [1]}}""", null);

        assertThat(refused.faults()).extracting(Fault::field)
                .containsExactly("stream", "id", "time", "text", "colour", "attributes.o", "attributes.l");
        assertThat(refused.reason()).contains("'Bad Name'").contains("id: missing").contains("'yesterday'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"id\":1}                                             | one of text, image and vector is missing",
        "{\"id\":1,\"text\":null}                               | one of text, image and vector is missing",
        "{\"id\":1,\"text\":\" \\n\\u3000\"}                    | text: empty",
        "{\"id\":1,\"text\":\"x\",\"vector\":[1]}               | vector: exactly one of",
        "{\"id\":1,\"text\":\"\\uD800\"}                        | text: has half a surrogate pair",
        "{\"id\":\"\\uDC00\",\"text\":\"x\"}                    | id: has half a surrogate pair",
        "{\"id\":\" \",\"text\":\"x\"}                          | id: empty",
        "{\"id\":1.5,\"text\":\"x\"}                            | id: expected a text or a whole number",
        "{\"id\":1,\"vector\":[]}                               | vector: expected an array of 1 to 65536 numbers",
        "{\"id\":1,\"vector\":\"1,2\"}                          | vector: expected an array",
        "{\"id\":1,\"vector\":[1,\"NaN\"]}                      | value 1 (\"NaN\") is not a finite number",
        "{\"id\":1,\"vector\":[1e39]}                           | value 0 (1.0E39) is not a finite number",
        "{\"id\":1,\"vector\":[null]}                           | value 0 (null) is not a finite number",
        "{\"id\":1,\"vector\":[1],\"space\":4}                  | space: expected a text",
        "{\"id\":1,\"vector\":[1],\"space\":\"\"}               | space: empty",
        "{\"id\":1,\"text\":\"x\",\"space\":\"y\"}              | space: unknown field",
        "{\"id\":1,\"vector\":[NaN]}                            | is not JSON",
        "{\"id\":1,\"vector\":[-Infinity]}                      | is not JSON",
        "{\"id\":1,\"id\":2,\"text\":\"x\"}                     | uplicate",
        "{\"id\":1,\"text\":\"x\"} {}                           | is not JSON",
        "{\"id\":1,\"text\":\"x\",\"time\":\"2026-03-01T00:05:01Z\"} | in the future",
        "{\"id\":1,\"text\":\"x\",\"time\":9223372036854775807} | in the future",
        "{\"id\":1,\"text\":\"x\",\"time\":-1}                  | time: 1969-12-31T23:59:59.999Z is before 1970",
        "{\"id\":1,\"text\":\"x\",\"time\":\"2026-01-01\"}      | expected RFC 3339",
        "{\"id\":1,\"text\":\"x\",\"stream\":\"other\"}         | stream: 'other' where 's' is expected",
        "{\"id\":1,\"text\":\"x\",\"stream\":5}                 | stream: expected a text",
        "{\"id\":1,\"image\":\"***\"}                           | image: is not base64",
        "{\"id\":1,\"image\":\"data:text/plain;base64,AA==\"}   | expected image/*",
        "{\"id\":1,\"image\":\"data:image/png,AA\"}             | expected a data URI",
        "{\"id\":1,\"image\":\"data:image/;base64,AA==\"}       | media type 'image/': expected image/*",
        "{\"id\":1,\"image\":\"data:;base64,AA==\"}             | media type '': expected image/*",
        "{\"id\":1,\"image\":\"data:image/png;base64,A*==\"}    | image: is not base64",
        "{\"id\":1,\"image\":\"data:image/png;base64,\"}        | image: empty",
        "{\"id\":1,\"image\":\"https://a.b/c.png\"}            | image: is a link, which is not followed",
        "{\"id\":1,\"image\":\"\"}                              | image: empty",
        "{\"id\":1,\"text\":\"x\",\"attributes\":[]}            | attributes: expected an object",
        "{\"id\":1,\"text\":\"x\",\"attributes\":{\"\":1}}      | attribute name",
        "[]                                                     | expected a JSON object",
        "\"text\"                                               | expected a JSON object",
        "                                                       | is empty",
        "{                                                      | is not JSON at line 1",
    })
    void refusals(@Nullable String json, String reason) {
        assertThat(refused(json == null ? "" : json, "s").reason()).contains(reason);
    }

    @Test
    void messagesAreOneLineAndSayWhere() {
        assertThat(refused("{\"id\": 1,\n\"a\"", "s").reason())
                .startsWith("is not JSON at line 2, column ")
                .doesNotContain("Source")
                .doesNotContain("\n");
        assertThat(refused("{\"id\": [1, 2", "s").reason()).doesNotContain("start marker").doesNotContain("Source");
    }

    @Test
    void oneWrongContentIsOneFault() {
        assertThat(refused("{\"id\":1,\"text\":\"\"}", "s").faults()).hasSize(1);
        assertThat(refused("{" + CONTEXT + ",\"datacontenttype\":\"application/pdf\",\"data\":\"x\"}", "s").faults()).hasSize(1);
    }

    @Test
    void limits() {
        assertThat(read("{\"id\":1,\"text\":\"" + "ä".repeat(50) + "\"}", "s", NOW)).isInstanceOf(Reading.Accepted.class);
        assertThat(refused("{\"id\":1,\"text\":\"" + "ä".repeat(51) + "\"}", "s").reason()).contains("102 bytes, at most 100");
        assertThat(read("{\"id\":\"" + "i".repeat(512) + "\",\"text\":\"x\"}", "s", NOW)).isInstanceOf(Reading.Accepted.class);
        assertThat(refused("{\"id\":\"" + "i".repeat(513) + "\",\"text\":\"x\"}", "s").reason()).contains("at most 512");
        assertThat(read(withAttributes(64), "s", NOW)).isInstanceOf(Reading.Accepted.class);
        assertThat(refused(withAttributes(66), "s").reason()).isEqualTo("attributes: more than 64");
        assertThat(refused("{\"id\":1,\"text\":\"x\",\"attributes\":{\"" + "n".repeat(129) + "\":1}}", "s").reason()).contains("1 to 128");
        assertThat(refused("{\"id\":1,\"text\":\"x\",\"attributes\":{\"n\":\"" + "v".repeat(8193) + "\"}}", "s").reason()).contains("8192");
        String ones = IntStream.range(0, 65_537).mapToObj(i -> "1").collect(Collectors.joining(","));
        assertThat(refused("{\"id\":1,\"vector\":[" + ones + "]}", "s").reason()).contains("65536");
    }

    @Test
    void whatIsNoUtf8IsRefusedAndSoIsDeepNesting() {
        byte[] bytes = "{\"id\":1,\"text\":\"??\"}".getBytes(StandardCharsets.UTF_8);
        bytes[16] = (byte) 0xC3;
        assertThat(READER.read(bytes, "s", NOW, Origin.LIVE)).isEqualTo(new Reading.Refused(null, List.of(new Fault("", "is not UTF-8"))));
        assertThat(refused("[".repeat(100_000), "s").reason()).contains("is not JSON");
        assertThat(refused("{\"id\":1,\"text\":\"x\",\"vector\":" + "9".repeat(2000) + "}", "s").faults()).isNotEmpty();
    }

    @Test
    void structuredCloudEvent() {
        Event event = accepted("{" + CONTEXT + ",\"subject\":\"doc\",\"time\":\"2026-01-01T00:00:00Z\",\"stream\":\"other\","
                + "\"region\":\"eu\",\"level\":3,\"data\":{\"text\":\"x\",\"attributes\":{\"n\":1}}}");

        assertThat(event.key()).isEqualTo(new DocumentKey("other", "doc"));
        assertThat(event.identity()).isEqualTo(new Identity("/s", "e"));
        assertThat(event.time()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(event.content()).isEqualTo(new Content.Text("x"));
        assertThat(event.attributes()).isEqualTo(Map.of("region", "eu", "level", 3L, "n", 1L));
        assertThat(accepted("{" + CONTEXT + ",\"data\":{\"vector\":[1]}}").key()).isEqualTo(new DocumentKey("s", "e"));
        assertThat(accepted("{" + CONTEXT + ",\"datacontenttype\":\"Text/Plain\",\"data\":\"words\"}").content())
                .isEqualTo(new Content.Text("words"));
        assertThat(accepted("{" + CONTEXT + ",\"datacontenttype\":\"text/plain\",\"data_base64\":\"aGk=\"}").content())
                .isEqualTo(new Content.Text("hi"));
        assertThat(accepted("{" + CONTEXT + ",\"datacontenttype\":\"image/jpeg\",\"data_base64\":\"AQI=\"}").content())
                .isEqualTo(new Content.Image("image/jpeg", Bytes.copyOf(new byte[] {1, 2})));
        assertThat(accepted("{" + CONTEXT + "}").content()).isEqualTo(new Content.Deleted());
        assertThat(accepted("{" + CONTEXT + ",\"data\":null}").content()).isEqualTo(new Content.Deleted());
        assertThat(accepted("{" + CONTEXT + ",\"data\":{\"id\":\"e\",\"stream\":\"s\",\"text\":\"x\"}}").key())
                .isEqualTo(new DocumentKey("s", "e"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"specversion\":\"1.0\"                                              | id: missing",
        "\"specversion\":\"0.3\",\"id\":\"e\",\"source\":\"s\",\"type\":\"t\" | specversion: '0.3': expected 1.0",
        "\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"s\",\"type\":\"t\"  | id: empty",
        "\"specversion\":\"1.0\",\"id\":5,\"source\":\"s\",\"type\":\"t\"     | id: missing, or not a text",
        "@,\"data\":\"x\"                                                     | data: expected an object",
        "@,\"data\":{\"text\":\"x\",\"more\":1}                               | data.more: unknown field",
        "@,\"data\":{\"id\":\"z\",\"text\":\"x\"}                             | data.id: 'z' where the event says 'e'",
        "@,\"datacontenttype\":\"text/plain\",\"data\":{}                     | data: expected a text",
        "@,\"datacontenttype\":\"application/pdf\",\"data\":\"x\"             | datacontenttype: 'application/pdf'",
        "@,\"datacontenttype\":\"text/plain\",\"data_base64\":\"/w==\"        | data: is not UTF-8",
        "@,\"datacontenttype\":\"image/png\",\"data_base64\":\"?\"            | data_base64: is not base64",
        "@,\"data\":{\"text\":\"x\"},\"data_base64\":\"AA==\"                 | data_base64: there is data, too",
        "@,\"stream\":7,\"data\":{\"text\":\"x\"}                             | stream: expected a text",
        "@,\"o\":{},\"data\":{\"text\":\"x\"}                                 | o: expected a text, a number",
    })
    void cloudEventRefusals(String fields, String reason) {
        assertThat(refused("{" + fields.replace("@", CONTEXT) + "}", "s").reason()).contains(reason);
    }

    @Test
    void binaryCloudEvent() {
        Map<String, String> context = Map.of(
                "specversion", "1.0", "id", "e", "source", "/s", "type", "t", "subject", "doc", "region", "eu");

        Event event = accepted(binary(context, "text/plain; charset=UTF-8", "wörds"));
        assertThat(event.key()).isEqualTo(new DocumentKey("s", "doc"));
        assertThat(event.content()).isEqualTo(new Content.Text("wörds"));
        assertThat(event.attributes()).isEqualTo(Map.of("region", "eu"));
        assertThat(accepted(binary(context, "application/json", "{\"vector\":[1]}")).content())
                .isEqualTo(new Content.Vector(FloatVector.of(1), null));
        assertThat(accepted(binary(context, null, "{\"text\":\"x\"}")).content()).isEqualTo(new Content.Text("x"));
        assertThat(accepted(binary(context, "image/png", "raw")).content()).isInstanceOf(Content.Image.class);
        assertThat(accepted(binary(context, null, null)).content()).isEqualTo(new Content.Deleted());
        assertThat(reason(binary(context, "text/plain; charset=latin1", "x"))).contains("charset 'latin1': expected UTF-8");
        assertThat(reason(binary(context, "application/json", "{"))).contains("data: is not JSON");
        assertThat(reason(binary(Map.of("specversion", "1.0"), null, "{}"))).contains("id: ").contains("source: ").contains("type: ");
    }

    @Test
    void mappedNamesTakeTheirFieldsAndTheOthersBecomeAttributes() {
        EventReader mapped = new EventReader(
                new EventLimits(100, Duration.ofMinutes(5)),
                FieldNames.of(new VectideConfig.Source("t", "orders", "order", "note", "at")));
        byte[] json = "{\"order\":7,\"note\":\"x\",\"at\":\"2026-01-01T00:00:00Z\",\"price\":9.5,\"text\":\"other\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(mapped.read(json, "orders", NOW, Origin.LIVE)).isInstanceOfSatisfying(Reading.Accepted.class, accepted -> {
            assertThat(accepted.event().key()).isEqualTo(new DocumentKey("orders", "7"));
            assertThat(accepted.event().content()).isEqualTo(new Content.Text("x"));
            assertThat(accepted.event().attributes()).isEqualTo(Map.of("price", 9.5, "text", "other"));
        });
        assertThat(reason(mapped.read("{\"note\":\"x\",\"deep\":{}}".getBytes(StandardCharsets.UTF_8), "orders", NOW, Origin.LIVE)))
                .contains("order: missing").contains("deep: expected a text, a number");
    }

    @Test
    void deletionOutsideOfABody() {
        assertThat(READER.deletion("s", "a/b", null, NOW, Origin.LIVE)).isInstanceOfSatisfying(Reading.Accepted.class, accepted -> {
            assertThat(accepted.event().content()).isEqualTo(new Content.Deleted());
            assertThat(accepted.event().identity().isDerived()).isTrue();
        });
        assertThat(reason(READER.deletion("S", "", null, NOW, Origin.LIVE))).contains("stream: 'S'").contains("document: empty");
    }

    /** Whatever comes, a value comes back. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void damagedBytesNeverThrow(int seed) {
        byte[] good = ("{" + CONTEXT + ",\"subject\":\"doc\",\"time\":\"2026-01-01T00:00:00Z\",\"data\":{\"vector\":[1,2e3],"
                + "\"attributes\":{\"l\":[\"x\"]}}}").getBytes(StandardCharsets.UTF_8);
        var random = new java.util.Random(seed);
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = good.clone();
            for (int k = 0; k <= i % 4; k++) {
                damaged[random.nextInt(damaged.length)] = (byte) (k % 2 == 0 ? random.nextInt() : "{}[]\",:0".charAt(random.nextInt(8)));
            }
            assertThat(READER.read(damaged, "s", NOW, Origin.LIVE)).isNotNull();
        }
    }

    private static String withAttributes(int count) {
        return "{\"id\":1,\"text\":\"x\",\"attributes\":{"
                + IntStream.range(0, count).mapToObj(i -> "\"a" + i + "\":1").collect(Collectors.joining(",")) + "}}";
    }

    private static Reading binary(Map<String, String> context, @Nullable String contentType, @Nullable String body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (body != null) {
            out.writeBytes(body.getBytes(StandardCharsets.UTF_8));
        }
        return READER.binary(context, contentType, body == null ? null : out.toByteArray(), "s", NOW, Origin.LIVE);
    }

    private static Reading read(String json, @Nullable String stream, Instant now) {
        return READER.read(json.getBytes(StandardCharsets.UTF_8), stream, now, Origin.LIVE);
    }

    private static Event accepted(String json) {
        return accepted(read(json, "s", NOW));
    }

    private static Event accepted(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Accepted.class);
        return ((Reading.Accepted) reading).event();
    }

    private static Reading.Refused refused(String json, @Nullable String stream) {
        Reading reading = read(json, stream, NOW);
        assertThat(reading).as(json).isInstanceOf(Reading.Refused.class);
        return (Reading.Refused) reading;
    }

    private static String reason(Reading reading) {
        return ((Reading.Refused) reading).reason();
    }
}
