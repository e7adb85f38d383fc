package dev.vectide.indexer.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.event.Content;
import dev.vectide.indexer.http.Served.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadRoutesTest {
    private static final String POINTS = "/collections/pets/points";

    private final Served served = new Served();

    @BeforeEach
    void documents() {
        served.store("""
                {'id': 'a', 'payload': {'text': 'cat', 'n': 1}},
                {'id': 'b/2 ü', 'payload': {'text': 'cat', 'n': 2}},
                {'id': 18446744073709551615, 'payload': {'text': 'dog'}},
                {'id': '18446744073709551616', 'payload': {'text': 'dog'}},
                {'id': '007', 'vector': [0, 3, 4]}""");
    }

    @AfterEach
    void close() {
        served.close();
    }

    private static List<String> ids(JsonNode points) {
        List<String> ids = new ArrayList<>();
        points.forEach(point -> ids.add(point.get("id").toString()));
        return ids;
    }

    @Test
    void scrollingSeesEveryPointOnceInTheOrderOfIds() {
        List<String> seen = new ArrayList<>();
        String offset = "null";
        do {
            JsonNode page = served.post(POINTS + "/scroll", "{'limit': 2, 'offset': " + offset + "}").result();
            assertThat(page.get("points").size()).isBetween(1, 2);
            seen.addAll(ids(page.get("points")));
            offset = page.get("next_page_offset").toString();
        } while (!offset.equals("null"));

        assertThat(seen).containsExactly(
                "\"007\"", "18446744073709551615", "\"18446744073709551616\"", "\"a\"", "\"b/2 ü\"");
    }

    @Test
    void scrollingShowsThePayloadUnlessToldOtherwise() {
        JsonNode shown = served.post(
                        POINTS + "/scroll",
                        "{'filter': {'must': {'key': 'n', 'range': {'gt': 1}}}, 'order_by': null}")
                .result();
        JsonNode hidden = served.post(POINTS + "/scroll", "{'limit': 1, 'with_payload': false, 'with_vector': true}")
                .result();

        assertThat(shown.get("points")).hasSize(1);
        assertThat(shown.at("/points/0/payload/n").asInt()).isEqualTo(2);
        assertThat(shown.at("/points/0").has("score")).isFalse();
        assertThat(hidden.at("/points/0").toString()).isEqualTo("{\"id\":\"007\",\"version\":4,\"vector\":[0.0,0.6,0.8]}");
    }

    @Test
    void countsWhatMatches() {
        assertThat(served.post(POINTS + "/count", "{}").result().get("count").asInt()).isEqualTo(5);
        String filter = "{'must_not': {'is_empty': {'key': 'n'}}}";
        assertThat(served.post(POINTS + "/count", "{'filter': " + filter + ", 'exact': false}")
                        .result()
                        .get("count")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void retrievesIdsOnceAndInTheirOrder() {
        JsonNode points = served.post(
                        POINTS, "{'ids': ['a', 18446744073709551615, 'nobody', 'a'], 'with_payload': ['text']}")
                .result();

        assertThat(points.toString())
                .isEqualTo("[{\"id\":\"a\",\"version\":0,\"payload\":{\"text\":\"cat\"}},"
                        + "{\"id\":18446744073709551615,\"version\":2,\"payload\":{\"text\":\"dog\"}}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"b/2%20%C3%BC", "b%2F2%20%C3%BC"})
    void aPointIsReadByItsIdWithWhateverCharacters(String escaped) {
        JsonNode point = served.get(POINTS + "/" + escaped).result();

        assertThat(point.get("id").asText()).isEqualTo("b/2 ü");
        assertThat(point.at("/payload/text").asText()).isEqualTo("cat");
        assertThat(point.get("vector")).hasSize(3);
    }

    @Test
    void anUnknownPointIsNotFound() {
        Answer answer = served.get(POINTS + "/nobody");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo("Not found: point 'nobody' of stream 'pets'");
    }

    @Test
    void aSettledStreamWithoutDocumentsIsEmpty() {
        assertThat(served.post("/collections/empty/points/query", "{'query': [1, 0, 0]}").result().get("points"))
                .isEmpty();
        assertThat(served.post("/collections/empty/points/scroll", "{}").result().toString())
                .isEqualTo("{\"points\":[],\"next_page_offset\":null}");
        assertThat(served.post("/collections/empty/points/count", "{}").result().get("count").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            /scroll | {'order_by': 'n'}         | order_by: unsupported
            /scroll | {'foo': 1}                | foo: unknown field; expected offset, limit, filter, with_payload, with_vector
            /scroll | {'offset': {}}            | offset: expected a point id
            /count  | {'exact': 'yes'}          | exact: expected true or false
            /count  | {'limit': 1}              | limit: unknown field
            /count  | {'shard_key': 'x'}        | shard_key: unsupported
            ~~      | {}                        | ids: missing
            ~~      | {'ids': 'a'}              | ids: expected an array
            ~~      | {'ids': ['']}             | ids[0]: expected a point id
            /count  | ~~                        | the body is empty
            """)
    void refusalsNameTheField(String path, String body, String reason) {
        Answer answer = served.post(POINTS + path, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).contains(reason);
    }

    @Test
    void aReadWaitsForThePositionItAsksFor() {
        Answer written = served.put(POINTS, "{'points': [{'id': 'new', 'payload': {'text': 'car'}}]}");
        assertThat(served.post(POINTS + "/count", "{}").result().get("count").asInt()).isEqualTo(5);

        Answer read = served.post(POINTS + "/count", "{}", "X-Min-Position", written.header("X-Position"));

        assertThat(read.result().get("count").asInt()).isEqualTo(6);
        assertThat(read.header("X-Position")).isEqualTo("0:5").isEqualTo(written.header("X-Position"));
        assertThat(served.store.written.get(5).content()).isEqualTo(new Content.Text("car"));
    }

    @Test
    void aPositionThatIsNotReachedIsATimeout() {
        Answer answer = served.post(POINTS + "/count?timeout=0", "{}", "X-Min-Position", "0:99");

        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.error()).isEqualTo("X-Min-Position 0:99 is not searchable within 0 s; reached 0:4");
        assertThat(answer.header("X-Position")).isEqualTo("0:4");
    }

    @Test
    void aStoreThatIsStillLoadingDoesNotAnswerAsIfItWereComplete() {
        served.store.notReady = Optional.of("partition 2 is loading");

        Answer answer = served.post(POINTS + "/count", "{}");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.error()).isEqualTo("not ready: partition 2 is loading");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0:x     | 5    | X-Min-Position: position '0:x': expected
            0:1     | -1   | timeout '-1': expected 0 to 300 seconds
            0:1     | 301  | timeout '301': expected
            0:1     | 5&consistency=all | query parameter consistency: unsupported
            0:1     | 5&wait=true | query parameter wait: unknown; expected timeout
            """)
    void whatCannotBeWaitedForIsRefused(String position, String timeout, String reason) {
        Answer answer = served.post(POINTS + "/count?timeout=" + timeout, "{}", "X-Min-Position", position);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).contains(reason);
    }
}
