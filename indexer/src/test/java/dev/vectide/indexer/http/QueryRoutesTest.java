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
import java.util.ArrayList;
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
        Answer answer = served.post(
                QUERY, "{'query': [1, 0, 0], 'limit': 1, 'offset': 1, 'with_payload': true, 'with_vector': true}");

        JsonNode hit = answer.result().get("points").get(0);
        assertThat(hit.get("id").asText()).isEqualTo("mixed");
        assertThat(hit.get("score").floatValue()).isEqualTo((float) Math.sqrt(0.5), within(1e-6f));
        assertThat(hit.get("version").asLong()).isEqualTo(1);
        assertThat(hit.get("vector")).hasSize(3);
        assertThat(hit.get("payload").toString())
                .isEqualTo("{\"kind\":[\"cats\",\"dogs\"],\"age\":5.0,\"text\":\"cat dog\","
                        + "\"_time\":\"2026-01-31T12:00:00Z\"}");
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            'positive': ['felix']                                               | mixed, 7, beetle
            'positive': ['felix', 7]                                            | mixed, beetle
            'positive': ['felix', 'felix'], 'negative': null                    | mixed, 7, beetle
            'positive': ['mixed'], 'negative': ['felix']                        | 7, beetle
            'positive': ['mixed'], 'negative': [7], 'strategy': 'average_vector' | felix, beetle
            'positive': [{'text': 'car'}, [0, 1, 0]]                            | 7, beetle, mixed, felix
            'positive': [{'text': 'cat'}], 'negative': [{'text': 'dog', 'model': 'fake'}] | felix, mixed, beetle, 7
            """)
    void examplesRecommendWhatIsNearTheirAverageAndNotThemselves(String examples, String expected) {
        List<String> found = found("{'query': {'recommend': {" + examples + "}}}");

        assertThat(String.join(", ", found)).isEqualTo(expected);
    }

    @Test
    void theScoreIsTheCosineWithTwiceThePositiveMeanLessTheNegativeOne() {
        String query = "{'query': {'recommend': {'positive': [[1, 0, 0], [0, 1, 0]], 'negative': [[0, 0, 4]]}}, 'limit': 1";

        JsonNode hit = served.post(QUERY, query + ", 'filter': {'must': {'has_id': ['beetle']}}}")
                .result()
                .get("points")
                .get(0);

        assertThat(hit.get("score").floatValue()).isEqualTo((float) (-4 / Math.sqrt(18)), within(1e-6f));
        assertThat(found(query + ", 'score_threshold': 0.5}")).isEmpty();
    }

    @Test
    void recommendationsGoTheWayOfOtherQueries() {
        String query = "{'query': {'recommend': {'positive': ['felix'], 'negative': [7]}}, 'limit': 1";

        assertThat(ids(served.post(QUERY + "/batch", "{'searches': [" + query + "}]}").result().get(0).get("points")))
                .containsExactly("mixed");
        assertThat(ids(served.post(QUERY + "/groups", query + ", 'group_by': 'kind'}").result().get("groups")))
                .startsWith("cats");
        assertThat(found(query + ", 'filter': {'must_not': {'has_id': ['mixed']}}}")).containsExactly("beetle");
        assertThat(served.post(QUERY, "{'query': {'recommend': {'positive': ['felix'], 'negative': ['nobody']}}}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aBatchIsAnsweredInItsOrder() {
        JsonNode answers = served.post(
                        QUERY + "/batch",
                        "{'searches': [{'query': {'text': 'car'}, 'limit': 1}, {'query': [0, 1, 0], 'limit': 1}]}")
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

        JsonNode groups = served.post(
                        QUERY + "/groups", "{'query': [0, 1, 0], 'group_by': 'age', 'group_size': 1, 'limit': 3}")
                .result()
                .get("groups");

        List<String> values = new ArrayList<>();
        groups.forEach(group -> values.add(group.get("id").toString()));
        assertThat(values).containsExactly("5", "9", "3");
    }

    @Test
    void aTextThatIsCutIsMarked() {
        assertThat(served.post(QUERY, "{'query': {'text': 'cat'}}").header("X-Query-Truncated")).isEmpty();
        Answer cut = served.post(QUERY, "{'query': {'text': 'a cat that has a lot more to say'}}");
        assertThat(cut.header("X-Query-Truncated")).isEqualTo("true");
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
