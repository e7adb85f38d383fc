package dev.vectide.indexer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.indexer.http.Served.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryRefusalsTest {
    private static final String QUERY = "/collections/pets/points/query";

    private static Served served;

    @BeforeAll
    static void start() {
        served = new Served();
    }

    @AfterAll
    static void close() {
        served.close();
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
            {'query': {'recommend': {}}}                | query.recommend.positive: missing
            {'query': {'recommend': {'positive': []}}}  | query.recommend.positive: expected at least one example
            {'query': {'recommend': {'positive': 1}}}   | query.recommend.positive: expected an array
            {'query': {'recommend': {'positive': [[1]]}}} | query.recommend.positive[0]: a vector of dimension 1
            {'query': {'recommend': {'positive': [1], 'negative': [1.5]}}} | query.recommend.negative[0]: expected a point id
            {'query': {'recommend': {'positive': [1], 'negative': [{'text': ''}]}}} | query.recommend.negative[0].text: empty
            {'query': {'recommend': {'positive': [1], 'strategy': 'best_score'}}} | query.recommend.strategy: unsupported: "best_score", expected average_vector
            {'query': {'recommend': {'positive': [1], 'strategy': 'sum_scores'}}} | query.recommend.strategy: unsupported: "sum_scores"
            {'query': {'recommend': {'positive': [1], 'strategy': 1}}} | query.recommend.strategy: expected a text
            {'query': {'recommend': {'positive': [1], 'limit': 1}}} | query.recommend.limit: unknown field; expected positive
            {'query': {'recommend': {'positive': [1]}, 'nearest': 1}} | query.recommend: unknown field; expected nearest
            {'query': {'recommend': {'positive': [[1, 0, 0], [-1, 0, 0]]}}} | query: its examples have no average with a direction
            {'query': {'recommend': {'positive': [[3e38, 0, 0]], 'negative': [[-3e38, 0, 0]]}}} | query: its examples have no average
            {'query': {'text': 'nothing it knows'}}     | query: its examples have no average with a direction
            {'query': {'foo': 1}}                       | query.foo: unknown field; expected nearest, recommend, text, model
            {'query': {}}                               | query.text: missing
            {'query': {'indices': [1], 'values': [1]}}  | query.indices: unsupported
            {'prefetch': []}                            | prefetch: unsupported
            {'prefetch': [], 'query': 1}                | prefetch: unsupported without a query {"fusion": "rrf"}
            {'query': {'fusion': 'rrf'}}                | query: a fusion is of what prefetch has, which is missing
            {'query': {'fusion': 'dbsf'}, 'prefetch': [{'query': 1}]} | query.fusion: unsupported: "dbsf", expected rrf
            {'query': {'fusion': 'rrf'}, 'prefetch': []} | prefetch: 0 queries, expected 1 to 16
            {'query': {'fusion': 'rrf'}, 'prefetch': [{'query': 1}, {'limit': 1}]} | prefetch[1].query: missing
            {'query': {'fusion': 'rrf'}, 'prefetch': {'query': 1, 'prefetch': []}} | prefetch.prefetch: unsupported
            {'query': {'text': 'cat', 'mode': 'words'}} | query.mode: "words", expected vector, lexical or hybrid
            {'query': {'mode': 'lexical'}}              | query.text: missing
            {'query': {'recommend': {'positive': [{'text': 'cat', 'mode': 'lexical'}]}}} | query.recommend.positive[0].mode: unknown field
            {'query': 1, 'params': {'half_life': '0s'}} | params.half_life: expected more than 0
            {'query': 1, 'params': {'half_life': 'week'}} | params.half_life: expected a duration such as 20ms
            {'query': 1, 'params': {'half_life': 7}}    | params.half_life: expected a text
            {'params': {'half_life': '7d'}}             | params.half_life: without query there are no scores
            {'using': 'x'}                              | using: unsupported
            {'lookup_from': {}}                         | lookup_from: unsupported
            {'vector': [1, 0, 0]}                       | vector: unknown field; expected query, filter
            {'limit': 0}                                | limit: 0, expected a whole number from 1 to 10000
            {'limit': 10001}                            | limit: 10001, expected
            {'limit': 2.5}                              | limit: 2.5, expected
            {'offset': -1}                              | offset: -1, expected
            {'params': {'hnsw_ef': 5}}                  | params.hnsw_ef: unsupported
            {'params': {'foo': 5}}                      | params.foo: unknown field; expected exact, recall
            {'params': {'recall': 0}}                   | params.recall: expected more than 0 and at most 1
            {'params': {'recall': 1.5}}                 | params.recall: expected more than 0 and at most 1
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
    void examplesHaveALimit() {
        String positive = "1" + ", 1".repeat(256);

        assertThat(served.post(QUERY, "{'query': {'recommend': {'positive': [" + positive + "]}}}").error())
                .isEqualTo("query.recommend.positive: 257 examples, at most 256 are allowed");
    }

    @Test
    void aQueryForWordsHasALimit() {
        String words = java.util.stream.IntStream.range(0, 1025)
                .mapToObj(Integer::toString)
                .collect(java.util.stream.Collectors.joining(" "));

        assertThat(served.post(QUERY, "{'query': {'text': '" + words + "', 'mode': 'hybrid'}}").error())
                .isEqualTo("query.text: 1025 different words, at most 1024 are allowed");
    }

    @Test
    void aBatchHasALimit() {
        String searches = "{}" + ", {}".repeat(256);

        assertThat(served.post(QUERY + "/batch", "{'searches': [" + searches + "]}").error())
                .isEqualTo("searches: 257 queries, at most 256 are allowed");
    }
}
