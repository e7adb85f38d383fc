package dev.vectide.indexer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.Encoder;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.space.Space;
import dev.vectide.indexer.http.Served.Answer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryRoutesTest {
    private static final String QUERY = "/collections/pets/points/query";

    private final Served served = new Served();

    @BeforeEach
    void documents() {
        served.store("""
                {'id': 'felix', 'payload': {'text': 'cat', 'kind': 'cats', 'age': 3}},
                {'id': 'mixed', 'payload': {'text': 'cat dog', 'kind': ['cats', 'dogs'], 'age': 5.0}},
                {'id': 7, 'payload': {'text': 'dog', 'kind': 'dogs', 'age': 5}},
                {'id': 'beetle', 'vector': [0, 0, 2], 'payload': {'kind': 'cars'}}""");
    }

    @AfterEach
    void close() {
        served.close();
    }

    private static List<String> ids(JsonNode points) {
        return points.findValuesAsText("id");
    }

    private List<String> found(String body) {
        return ids(served.post(QUERY, body).result().get("points"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "[1, 0, 0]", "{'nearest': [1, 0, 0]}", "{'text': 'cat'}", "{'text': 'cat', 'model': 'fake'}",
        "{'nearest': {'text': 'cat'}}", "[1e-3, 0, 0]"
    })
    void vectorsAndTextsFindWhatIsNearest(String query) {
        assertThat(found("{'query': " + query + ", 'limit': 2}")).containsExactly("felix", "mixed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'felix'", "{'nearest': 'felix'}"})
    void aPointFindsItsNeighboursWithoutItself(String query) {
        assertThat(found("{'query': " + query + ", 'limit': 2}")).hasSize(2).first().isEqualTo("mixed");
    }

    @Test
    void aNumberIsAnIdAndComesBackAsOne() {
        JsonNode points = served.post(QUERY, "{'query': 'mixed', 'limit': 2, 'filter': {'must': {'has_id': [7]}}}")
                .result()
                .get("points");

        assertThat(points).hasSize(1);
        assertThat(points.get(0).get("id").isIntegralNumber()).isTrue();
        assertThat(found("{'query': 7, 'limit': 1}")).containsExactly("mixed");
    }

    @Test
    void aHitHasScoreAndVersionAndWhatWasAskedFor() {
        Answer answer = served.post(QUERY, "{'query': [1, 0, 0], 'limit': 1, 'offset': 1, 'with_payload': true, 'with_vector': true}");

        JsonNode hit = answer.result().get("points").get(0);
        assertThat(hit.get("id").asText()).isEqualTo("mixed");
        assertThat(hit.get("score").floatValue()).isEqualTo((float) Math.sqrt(0.5), within(1e-6f));
        assertThat(hit.get("version").asLong()).isEqualTo(1);
        assertThat(hit.get("vector")).hasSize(3);
        assertThat(hit.get("payload").toString())
                .isEqualTo("{\"kind\":[\"cats\",\"dogs\"],\"age\":5.0,\"text\":\"cat dog\",\"_time\":\"2026-01-31T12:00:00Z\"}");
        assertThat(answer.header("X-Position")).isEqualTo("0:3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'query': [0, 0, 1], 'limit': 1}                                                    | null
            {'query': [0, 0, 1], 'limit': 1, 'with_payload': false}                             | null
            {'query': [1, 0, 0], 'limit': 1, 'with_payload': ['age']}                           | {"age":3}
            {'query': [1, 0, 0], 'limit': 1, 'with_payload': {'include': ['kind', 'absent']}}   | {"kind":"cats"}
            {'query': [1, 0, 0], 'limit': 1, 'with_payload': {'exclude': ['_time', 'age']}}     | {"kind":"cats","text":"cat"}
            {'query': [0, 0, 1], 'limit': 1, 'with_payload': true}  | {"kind":"cars","_time":"2026-01-31T12:00:00Z"}
            """)
    void thePayloadIsSelected(String body, String payload) {
        JsonNode hit = served.post(QUERY, body).result().get("points").get(0);

        assertThat(String.valueOf(hit.get("payload"))).isEqualTo(payload);
        assertThat(hit.has("vector")).isFalse();
    }

    @Test
    void filterThresholdAndPagesNarrowTheAnswer() {
        assertThat(found("{'query': [1, 0, 0], 'filter': {'must': [{'key': 'kind', 'match': {'value': 'dogs'}}]}}"))
                .containsExactly("mixed", "7");
        assertThat(found("{'query': [1, 0, 0], 'score_threshold': 0.7, 'params': {'exact': true}}"))
                .containsExactly("felix", "mixed");
        assertThat(found("{'query': [1, 0, 0], 'offset': 10000, 'params': {}}")).isEmpty();
    }

    @Test
    void withoutAQueryPointsComeInTheOrderOfTheirIds() {
        assertThat(found("{}")).containsExactly("7", "beetle", "felix", "mixed");
        assertThat(found("{'limit': 2, 'offset': 1, 'query': null, 'prefetch': null, 'using': null}"))
                .containsExactly("beetle", "felix");
    }

    @Test
    void aBatchIsAnsweredInItsOrder() {
        JsonNode answers = served.post(
                        QUERY + "/batch",
                        "{'searches': [{'query': {'text': 'car'}, 'limit': 1}, {'query': [0, 1, 0], 'limit': 1, 'with_payload': true}]}")
                .result();

        assertThat(answers).hasSize(2);
        assertThat(ids(answers.get(0).get("points"))).containsExactly("beetle");
        assertThat(ids(answers.get(1).get("points"))).containsExactly("7");
    }

    @Test
    void groupsComeByTheirBestHit() {
        JsonNode groups = served.post(
                        QUERY + "/groups", "{'query': [2, 1, 0], 'group_by': 'kind', 'group_size': 2, 'limit': 2}")
                .result()
                .get("groups");

        assertThat(ids(groups)).startsWith("cats");
        assertThat(groups).hasSize(2);
        assertThat(ids(groups.get(0).get("hits"))).containsExactly("mixed", "felix");
        assertThat(ids(groups.get(1).get("hits"))).containsExactly("mixed", "7");
        assertThat(groups.get(1).get("id").asText()).isEqualTo("dogs");
    }

    @Test
    void groupsOfEqualNumbersAreOneAndLookFurtherUntilTheyAreFull() {
        StringBuilder many = new StringBuilder("{'id': 'z', 'payload': {'text': 'dog cat car', 'age': 9}}");
        for (int i = 0; i < 40; i++) {
            many.append(", {'id': 'n").append(i).append("', 'payload': {'text': 'dog', 'age': 5}}");
        }
        served.store(many.toString());

        JsonNode groups = served.post(QUERY + "/groups", "{'query': [0, 1, 0], 'group_by': 'age', 'group_size': 1, 'limit': 3}")
                .result()
                .get("groups");

        assertThat(groups.findValuesAsText("hits")).hasSize(3);
        assertThat(List.of(groups.get(0).get("id").asText(), groups.get(1).get("id").asText(), groups.get(2).get("id").asText()))
                .containsExactly("5", "9", "3");
    }

    @Test
    void aTextThatIsCutIsMarked() {
        assertThat(served.post(QUERY, "{'query': {'text': 'cat'}}").header("X-Query-Truncated")).isEmpty();
        assertThat(served.post(QUERY, "{'query': {'text': 'a cat that has a lot more to say'}}").header("X-Query-Truncated"))
                .isEqualTo("true");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            []                                          | the request: expected an object
            {'query': [1, 0]}                           | query: a vector of dimension 2, expected 3 (space fake)
            {'query': []}                               | query: a vector of dimension 0, expected 3
            {'query': [0, 0, 0]}                        | query: a zero vector has no direction
            {'query': [1, 'NaN', 0]}                    | query[1]: "NaN" is not a finite number
            {'query': [1, 1e39, 0]}                     | query[1]: 1.0E39 is not a finite number
            {'query': [1, NaN, 0]}                      | the body is not JSON at line 1, column
            {'query': [[1, 0, 0]]}                      | query: unsupported
            {'query': 1.5}                              | query: expected a point id
            {'query': true}                             | query: expected a point id
            {'query': {'text': ' '}}                    | query.text: empty
            {'query': {'text': 5}}                      | query.text: expected a text
            {'query': {'text': 'cat', 'model': 'bge'}}  | query.model: "bge", expected the space of this collection, fake or fake-
            {'query': {'nearest': {'nearest': 1}}}      | query.nearest.nearest: unknown field
            {'query': {'nearest': 1, 'mmr': {}}}        | query.mmr: unsupported
            {'query': {'nearest': 1, 'text': 'cat'}}    | query.text: unknown field; expected nearest
            {'query': {'recommend': {}}}                | query.recommend: unsupported
            {'query': {'foo': 1}}                       | query.foo: unknown field; expected nearest, text, model
            {'query': {}}                               | query.text: missing
            {'query': {'indices': [1], 'values': [1]}}  | query.indices: unsupported
            {'prefetch': []}                            | prefetch: unsupported
            {'using': 'x'}                              | using: unsupported
            {'lookup_from': {}}                         | lookup_from: unsupported
            {'vector': [1, 0, 0]}                       | vector: unknown field; expected query, filter
            {'limit': 0}                                | limit: 0, expected a whole number from 1 to 10000
            {'limit': 10001}                            | limit: 10001, expected
            {'limit': 2.5}                              | limit: 2.5, expected
            {'offset': -1}                              | offset: -1, expected
            {'params': {'hnsw_ef': 5}}                  | params.hnsw_ef: unsupported
            {'params': {'foo': 5}}                      | params.foo: unknown field; expected exact
            {'params': {'exact': 1}}                    | params.exact: expected true or false
            {'score_threshold': 0.5}                    | score_threshold: without query there are no scores
            {'query': 7, 'score_threshold': 'x'}        | score_threshold: "x" is not a finite number
            {'with_payload': 1}                         | with_payload: expected true or false
            {'with_payload': {'include': [], 'exclude': []}} | with_payload: expected exactly one of include, exclude
            {'with_vector': ['x']}                      | with_vector: unsupported
            {'filter': {'must': [{'key': 'a'}]}}        | filter.must[0]: expected exactly one of match
            {'limit': 1, 'limit': 2}                    | the body is not JSON
            {} {}                                       | the body is not JSON
            """)
    void refusalsNameTheField(String body, String reason) {
        Answer answer = served.post(QUERY, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).contains(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            /batch  | {}                                                | searches: missing
            /batch  | {'searches': [{}, {'limit': -1}]}                 | searches[1].limit: -1, expected
            /batch  | {'searches': 1}                                   | searches: expected an array
            /groups | {}                                                | group_by: missing
            /groups | {'group_by': 'a', 'offset': 1}                    | offset: unknown field
            /groups | {'group_by': 'a', 'with_lookup': 'x'}             | with_lookup: unsupported
            /groups | {'group_by': 'a', 'limit': 100, 'group_size': 101} | group_size: 101, expected a whole number from 1 to 100
            """)
    void refusalsOfBatchesAndGroups(String path, String body, String reason) {
        Answer answer = served.post(QUERY + path, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).contains(reason);
    }

    @Test
    void aBatchHasALimit() {
        String searches = "{}" + ", {}".repeat(256);

        assertThat(served.post(QUERY + "/batch", "{'searches': [" + searches + "]}").error())
                .isEqualTo("searches: 257 queries, at most 256 are allowed");
    }

    @Test
    void anUnknownPointIsNotFound() {
        Answer answer = served.post(QUERY, "{'query': 'nobody'}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo("Not found: point 'nobody' of stream 'pets'");
    }

    @Test
    void anEncoderThatFailsIsUnavailable() {
        Answer answer = served.post(QUERY, "{'query': {'text': 'broken'}}");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.error()).isEqualTo("space fake: no answer");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void anEncoderOfAnotherSpaceIsRefusedAtTheStart() {
        Encoder other = new Encoder() {
            @Override
            public Space space() {
                return FakeEncoder.space("other", 5);
            }

            @Override
            public List<Encoded> encode(List<String> texts, InputType type) {
                throw new AssertionError("never asked");
            }
        };

        assertThatThrownBy(() -> new CollectionRoutes(
                        ConfigReader.read(null, Map.of()), served.store, other, served.store, null, Clock.systemUTC()))
                .hasMessageStartingWith("an encoder of space other-")
                .hasMessageContaining("for a store of space fake-");
    }
}
