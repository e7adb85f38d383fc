package dev.vectide.indexer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries by words, by words and meaning, and by age; the fake store scores how often a document has the words. */
class WordQueryTest {
    private static final String QUERY = "/collections/pets/points/query";

    private final Served served = new Served();

    @BeforeEach
    void documents() {
        served.store("""
                {'id': 'cat', 'payload': {'text': 'cat', 'kind': 'cats', '_time': '2026-01-31T12:00:00Z'}},
                {'id': 'e17', 'payload': {'text': 'dog e17 e17', 'kind': 'dogs', '_time': '2026-01-31T12:00:00Z'}},
                {'id': 'both', 'payload': {'text': 'cat cat dog e17', 'kind': 'cats', '_time': '2026-01-24T12:00:00Z'}},
                {'id': 'car', 'payload': {'text': 'car', 'kind': 'cars', '_time': '2026-01-03T12:00:00Z'}}""");
    }

    @AfterEach
    void close() {
        served.close();
    }

    private List<String> found(String body) {
        return ids(points(body));
    }

    private JsonNode points(String body) {
        return served.post(QUERY, body).result().get("points");
    }

    private static List<String> ids(JsonNode points) {
        return points.findValuesAsText("id");
    }

    private static List<Double> scores(JsonNode points) {
        List<Double> scores = new ArrayList<>();
        points.forEach(point -> scores.add(point.get("score").asDouble()));
        return scores;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'text': 'CAT, E17!', 'mode': 'lexical', 'model': 'fake'}        | both,e17,cat
            {'nearest': {'text': 'cat e17', 'mode': 'lexical'}}              | both,e17,cat
            {'text': 'nothing', 'mode': 'lexical'}                           | ~~
            {'text': '!', 'mode': 'lexical'}                                 | ~~
            """)
    void wordsAreFoundAsTheyStand(String query, String expected) {
        assertThat(String.join(",", found("{'query': " + query + "}"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'text': 'cat e17'}", "{'text': 'cat e17', 'mode': 'vector'}"})
    void meaningIsLookedForWhereNothingElseIsSaid(String query) {
        assertThat(found("{'query': " + query + ", 'limit': 2}")).containsExactly("cat", "both");
    }

    @Test
    void wordsNeedNoEncoder() {
        assertThat(found("{'query': {'text': 'broken e17', 'mode': 'lexical'}}")).containsExactly("e17", "both");
        assertThat(served.post(QUERY, "{'query': {'text': 'broken e17', 'mode': 'hybrid'}}").status()).isEqualTo(503);
    }

    @Test
    void aHybridHitScoresTheSumOfItsReciprocalRanks() {
        // By meaning: cat, both, then e17 (to which only its dog is foreign) and car; by words: both, e17, cat.
        JsonNode points = points("{'query': {'text': 'cat e17', 'mode': 'hybrid'}, 'filter': {'must_not': {'has_id': ['car']}}}");

        assertThat(ids(points)).containsExactly("both", "cat", "e17");
        assertThat(scores(points).get(0)).isCloseTo(1 / 62.0 + 1 / 61.0, within(1e-7));
        assertThat(scores(points).get(1)).isCloseTo(1 / 61.0 + 1 / 63.0, within(1e-7));
        assertThat(scores(points).get(2)).isCloseTo(1 / 63.0 + 1 / 62.0, within(1e-7));
    }

    @Test
    void pagesThresholdAndGroupsAreOfTheFusedRanking() {
        String hybrid = "'query': {'text': 'cat e17', 'mode': 'hybrid'}, 'filter': {'must_not': {'has_id': ['car']}}";

        assertThat(found("{" + hybrid + ", 'limit': 1, 'offset': 1}")).containsExactly("cat");
        assertThat(found("{" + hybrid + ", 'score_threshold': 0.0322}")).containsExactly("both", "cat");
        JsonNode groups = served.post(QUERY + "/groups", "{" + hybrid + ", 'group_by': 'kind'}").result().get("groups");
        assertThat(ids(groups.get(0).get("hits"))).containsExactly("both", "cat");
    }

    @Test
    void aThresholdHoldsForWordsToo() {
        assertThat(found("{'query': {'text': 'cat e17', 'mode': 'lexical'}, 'score_threshold': 2}"))
                .containsExactly("both", "e17");
    }

    @Test
    void scoresFadeWithAge() {
        String week = "'params': {'half_life': '7d'}";

        JsonNode words = points("{'query': {'text': 'cat e17', 'mode': 'lexical'}, " + week + "}");
        assertThat(ids(words)).containsExactly("e17", "both", "cat");
        assertThat(scores(words)).containsExactly(2.0, 1.5, 1.0);
        JsonNode vectors = points("{'query': {'text': 'car cat'}, 'limit': 2, " + week + "}");
        assertThat(ids(vectors)).containsExactly("cat", "both");
        assertThat(points("{'query': {'text': 'car'}, " + week + "}").get(0).get("score").asDouble())
                .isCloseTo(1 / 16.0, within(1e-7));
        assertThat(found("{'query': {'text': 'car'}, 'score_threshold': 0.07, " + week + "}")).isEmpty();
        JsonNode hybrid = points("{'query': {'text': 'cat e17', 'mode': 'hybrid'}, 'limit': 1, " + week + "}");
        assertThat(ids(hybrid)).containsExactly("cat");
    }

    @Test
    void whatIsOldMakesRoomForWhatIsNewBeyondTheLimit() {
        String query = "{'query': {'text': 'cat e17', 'mode': 'lexical'}, 'limit': 1";

        assertThat(found(query + "}")).containsExactly("both");
        assertThat(found(query + ", 'params': {'half_life': '7d'}}")).containsExactly("e17");
    }

    @Test
    void rankingsThatWereFetchedAreFusedInQdrantsShape() {
        String fusion = "'query': {'fusion': 'rrf'}";

        JsonNode points = points("{'prefetch': [{'query': {'text': 'cat e17'}, 'limit': 2},"
                + " {'query': {'text': 'cat e17', 'mode': 'lexical'}}], " + fusion + ", 'limit': 3}");
        assertThat(ids(points)).containsExactly("both", "cat", "e17");
        assertThat(scores(points).get(2)).isCloseTo(1 / 62.0, within(1e-7));
        assertThat(found("{'prefetch': {'query': [0, 0, 1], 'limit': 1}, " + fusion + "}")).containsExactly("car");
        assertThat(found("{'prefetch': [{'query': [1, 0, 0], 'filter': {'must_not': {'has_id': ['both']}}},"
                        + " {'query': {'text': 'e17', 'mode': 'lexical'}}], " + fusion
                        + ", 'filter': {'must': [{'key': 'kind', 'match': {'value': 'cats'}}]}}"))
                .containsExactly("both", "cat");
    }
}
