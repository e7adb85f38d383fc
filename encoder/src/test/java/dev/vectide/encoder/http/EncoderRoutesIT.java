package dev.vectide.encoder.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.event.Event;
import dev.vectide.core.position.Position;
import dev.vectide.core.space.Space;
import dev.vectide.core.stream.StreamSettings;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.core.wire.Json;
import dev.vectide.encoder.Events;
import dev.vectide.encoder.RunningEncoder;
import dev.vectide.testing.TestConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The stream's own model over HTTP, in OpenAI's shapes. */
class EncoderRoutesIT {
    private static final List<String> TEXTS = List.of(
            "a short one", "Grüße aus Zürich \uD83D\uDE80", "a much longer sentence about nothing in particular".repeat(4));

    private static RunningEncoder encoder;
    private static Door door;
    private static Space space;

    @BeforeAll
    static void start() {
        encoder = new RunningEncoder(TestConfig.of(Map.of()));
        door = new Door(encoder);
        space = encoder.app().space();
    }

    @AfterAll
    static void close() {
        door.close();
        encoder.close();
    }

    @Test
    void floatsAndBase64AreWhatTheStreamWroteToTheBit() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < TEXTS.size(); i++) {
            events.add(Events.text("doc-" + i, "e" + i, TEXTS.get(i)));
        }
        encoder.encode(events.toArray(Event[]::new));

        Door.Answer floats = door.embeddings(body(TEXTS, ""));
        Door.Answer base64 = door.embeddings(body(TEXTS, ", \"encoding_format\": \"base64\", \"model\": \"all-minilm-l6-v2\""));

        for (int i = 0; i < TEXTS.size(); i++) {
            FloatVector written = encoder.vectors().of("doc-" + i).get(0).chunks().get(0).vector();
            assertThat(floats(floats.json().at("/data/" + i))).isEqualTo(written);
            assertThat(base64(base64.json().at("/data/" + i))).isEqualTo(written);
        }
    }

    @Test
    void theAnswerHasOpenAisShape() {
        Door.Answer answer = door.embeddings("{\"input\": \"hello world\", \"user\": \"u\", \"dimensions\": 384}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().headers().firstValue("X-Embedding-Space")).contains(space.qualifiedName());
        assertThat(answer.json().path("object").asText()).isEqualTo("list");
        assertThat(answer.json().path("model").asText()).isEqualTo("all-minilm-l6-v2");
        assertThat(answer.json().path("data")).hasSize(1);
        assertThat(answer.json().at("/data/0/object").asText()).isEqualTo("embedding");
        assertThat(answer.json().at("/data/0/index").asInt(-1)).isZero();
        assertThat(answer.json().at("/data/0/embedding")).hasSize(384);
        // Two words, and the two tokens that stand around a text.
        assertThat(answer.json().at("/usage/prompt_tokens").asInt()).isEqualTo(4);
        assertThat(answer.json().at("/usage/total_tokens").asInt()).isEqualTo(4);
        assertThat(answer.json().at("/usage/truncated_inputs").asInt(-1)).isZero();
    }

    @Test
    void theModelsAreTheSpaceThatIsServed() {
        JsonNode models = door.get("/v1/models").json();

        assertThat(models.path("object").asText()).isEqualTo("list");
        assertThat(models.path("data")).hasSize(1);
        assertThat(models.at("/data/0/id").asText()).isEqualTo("all-minilm-l6-v2");
        assertThat(models.at("/data/0/object").asText()).isEqualTo("model");
        assertThat(models.at("/data/0/space").asText()).isEqualTo(space.qualifiedName());
        assertThat(models.at("/data/0/max_tokens").asInt()).isEqualTo(256);
    }

    @Test
    void aTextThatIsTooLongIsRefusedUnlessItMayBeCut() {
        String tooLong = "word ".repeat(300);
        Door.Answer refused = door.embeddings(body(List.of("short", tooLong), ""));
        Door.Answer cut = door.embeddings(body(List.of("short", tooLong), ", \"truncate\": \"end\""));

        assertError(refused, 400, "context_length_exceeded", "input[1] has 302 tokens, the model takes 256");
        assertThat(refused.error().path("param").asText()).isEqualTo("input");
        assertThat(cut.status()).isEqualTo(200);
        assertThat(cut.json().at("/usage/truncated_inputs").asInt()).isEqualTo(1);
        assertThat(cut.json().at("/usage/prompt_tokens").asInt()).isEqualTo(3 + 256);
    }

    @Test
    void whatCannotBeServedIsAnErrorOfOpenAisShape() {
        assertError(door.embeddings("{\"input\": \"x\""), 400, "invalid_json", "is not JSON");
        assertError(door.embeddings(""), 400, "invalid_json", "is empty");
        assertError(door.post("/v1/embeddings", new byte[] {'"', (byte) 0xFF, '"'}), 400, "invalid_json", "UTF-8");
        assertError(door.embeddings("{\"input\": \"x\", \"colour\": 1}"), 400, "unsupported", "'colour'");
        assertError(
                door.embeddings("{\"input\": \"x\", \"model\": \"text-embedding-3-small\"}"),
                404, "model_not_found", "'text-embedding-3-small'");
        assertError(door.embeddings(body(Collections.nCopies(2049, "x"), "")), 400, "invalid_input", "2049 texts");
        assertError(door.post("/v1/embeddings", new byte[2 << 20]), 413, "invalid_body", "the body cannot be read");
    }

    @Test
    void asManyTextsAsMayBeAskedForAreAnswered() {
        Door.Answer answer = door.embeddings(body(Collections.nCopies(2048, "x"), ", \"encoding_format\": \"base64\""));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("data")).hasSize(2048);
        assertThat(answer.json().at("/data/2047/index").asInt()).isEqualTo(2047);
    }

    @Test
    void textThatIsNoUnicodeDoesNoHarm() {
        Door.Answer answer = door.embeddings("{\"input\": [\"half a pair \\ud83d\", \"\\u0000\", \"\\ufffe\"]}");

        assertThat(answer.status()).isEqualTo(200);
        for (int i = 0; i < 3; i++) {
            assertThat(floats(answer.json().at("/data/" + i)).norm()).isPositive();
        }
    }

    @Test
    void aStreamIsEncodedAgainOnDemand() {
        encoder.streams.put(StreamSettings.defaults(Events.STREAM));
        encoder.encode(Events.text("again", "again-1", "once more"));

        Door.Answer answer = door.post(
                "/v1/streams/tickets/reencode", "{\"from\": \"2026-01-01T00:00:00Z\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("documents").asInt()).isPositive();
        assertThat(Position.parse(answer.json().path("position").asText()).offsets()).isNotEmpty();
    }

    @Test
    void aReencodingOfWhatIsNotThereIsRefused() {
        encoder.streams.put(StreamSettings.defaults(Events.STREAM));
        assertRefused("nope", "", 404, "stream 'nope' does not exist");
        assertRefused("tickets", "{\"since\": 1}", 400, "unknown field 'since'");
        assertRefused("tickets", "{\"from\": \"noon\"}", 400, "from = \"noon\": expected a time");
        assertRefused("tickets", "[1]", 400, "not a JSON object");
        assertRefused("tickets", "{", 400, "is not JSON");
    }

    private static void assertRefused(String stream, String body, int status, String reason) {
        Door.Answer answer = door.post("/v1/streams/" + stream + "/reencode", body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(new String(answer.response().body(), StandardCharsets.UTF_8).replace("\\\"", "\"")).contains(reason);
    }

    private static void assertError(Door.Answer answer, int status, String code, String message) {
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(status);
        assertThat(answer.error().path("message").asText()).contains(message);
        assertThat(answer.error().path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(answer.error().path("code").asText()).isEqualTo(code);
        assertThat(answer.error().has("param")).isTrue();
    }

    private static String body(List<String> texts, String more) {
        return "{\"input\": " + new String(Json.write(texts), StandardCharsets.UTF_8) + more + "}";
    }

    private static FloatVector floats(JsonNode item) {
        float[] values = new float[item.path("embedding").size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(item.path("embedding").get(i).asText());
        }
        return FloatVector.owning(values);
    }

    private static FloatVector base64(JsonNode item) {
        return FloatVector.fromLittleEndian(
                ByteBuffer.wrap(Base64.getDecoder().decode(item.path("embedding").asText())));
    }
}
