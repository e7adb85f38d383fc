package dev.vectide.indexer.filter;

import static dev.vectide.indexer.filter.Filters.document;
import static dev.vectide.indexer.filter.Filters.must;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.indexer.json.RefusedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterReaderTest {
    private static final Subject BOOK = document("b/1", Map.of(
            "topic", "Naval History",
            "tags", List.of("sea", "war"),
            "none", List.of(),
            "pages", 320L,
            "price", 12.5,
            "whole", 5.0,
            "huge", 9007199254740993L,
            "new", true,
            "published", "2026-01-31T12:00:00+01:00",
            "_time", "2026-02-01T00:00:00.250Z"));

    @ParameterizedTest
    @ValueSource(strings = {
        "{'key': 'topic', 'match': {'value': 'Naval History'}}",
        "{'key': 'tags', 'match': {'value': 'war'}}",
        "{'key': 'pages', 'match': {'value': 320}}",
        "{'key': 'pages', 'match': {'value': 320.0}}",
        "{'key': 'whole', 'match': {'value': 5}}",
        "{'key': 'huge', 'match': {'value': 9007199254740993}}",
        "{'key': 'new', 'match': {'value': true}}",
        "{'key': 'topic', 'match': {'text': 'hist'}}",
        "{'key': 'tags', 'match': {'text': 'EA'}}",
        "{'key': 'topic', 'match': {'any': ['x', 'Naval History']}}",
        "{'key': 'whole', 'match': {'any': [4, 5]}}",
        "{'key': 'topic', 'match': {'except': ['x']}}",
        "{'key': 'tags', 'match': {'except': ['sea']}}",
        "{'key': 'pages', 'match': {'except': ['320']}}",
        "{'key': 'pages', 'range': {'gte': 320, 'lte': 320}}",
        "{'key': 'pages', 'range': {'gt': 319.5, 'lt': 1e300}}",
        "{'key': 'price', 'range': {'gt': 12, 'lt': null}}",
        "{'key': 'huge', 'range': {'gt': 9007199254740992.0}}",
        "{'key': 'price', 'range': {}}",
        "{'key': 'published', 'range': {'gte': '2026-01-31T11:00:00Z', 'lte': '2026-01-31T11:00:00Z'}}",
        "{'key': 'published', 'range': {'gt': '2026-01-31', 'lt': '2026-01-31 23:00:00'}}",
        "{'key': '_time', 'range': {'gt': '2026-02-01T00:00:00Z'}}",
        "{'is_empty': {'key': 'absent'}}",
        "{'is_empty': {'key': 'none'}}",
        "{'key': 'absent', 'is_empty': true}",
        "{'key': 'topic', 'is_empty': false}",
        "{'key': 'topic', 'is_null': false}",
        "{'has_id': ['a', 'b/1']}",
        "{'must_not': {'key': 'pages', 'match': {'value': 1}}}",
        "{'should': [], 'must': []}",
        "{}"
    })
    void whatHolds(String condition) {
        assertThat(must(condition).matches(BOOK)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{'key': 'topic', 'match': {'value': 'naval history'}}",
        "{'key': 'pages', 'match': {'value': '320'}}",
        "{'key': 'topic', 'match': {'value': 320}}",
        "{'key': 'huge', 'match': {'value': 9007199254740992}}",
        "{'key': 'huge', 'match': {'value': 9007199254740992.0}}",
        "{'key': 'new', 'match': {'value': 'true'}}",
        "{'key': 'absent', 'match': {'value': 'x'}}",
        "{'key': 'pages', 'match': {'text': '3'}}",
        "{'key': 'topic', 'match': {'any': []}}",
        "{'key': 'absent', 'match': {'except': ['x']}}",
        "{'key': 'tags', 'match': {'except': ['sea', 'war']}}",
        "{'key': 'none', 'match': {'except': ['sea']}}",
        "{'key': 'topic', 'range': {'gt': 0}}",
        "{'key': 'topic', 'range': {'gt': '2020-01-01T00:00:00Z'}}",
        "{'key': 'pages', 'range': {'gt': 320}}",
        "{'key': 'pages', 'range': {'gt': '2020-01-01T00:00:00Z'}}",
        "{'key': '_time', 'range': {'lt': '2026-02-01T00:00:00.250Z'}}",
        "{'key': 'published', 'range': {}}",
        "{'is_empty': {'key': 'topic'}}",
        "{'is_null': {'key': 'absent'}}",
        "{'key': 'absent', 'is_empty': false}",
        "{'has_id': ['b']}",
        "{'has_id': []}"
    })
    void whatDoesNot(String condition) {
        assertThat(must(condition).matches(BOOK)).isFalse();
    }

    @Test
    void aNumberStandsForItsDigitsInIds() {
        Filter filter = must("{'has_id': [7]}");

        assertThat(filter.matches(document("7", Map.of()))).isTrue();
        assertThat(filter.matches(document("07", Map.of()))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'foo': 1}                                                  | filter.foo: unknown field
            {'min_should': {'conditions': [], 'min_count': 1}}          | filter.min_should: unsupported
            []                                                          | filter: expected an object
            {'must': [{'foo': 1}]}                                      | filter.must[0].foo: unknown field; expected key
            {'must': 3}                                                 | filter.must: expected an object
            {'must': [{}, {'nested': {}}]}                              | filter.must[1].nested: unsupported
            {'should': {'has_vector': 'x'}}                             | filter.should.has_vector: unsupported
            {'must': [{'key': 'a'}]}                                    | filter.must[0]: expected exactly one of match, range
            {'must': [{'key': 'a', 'match': {'value': 1}, 'range': {}}]} | filter.must[0]: expected exactly one of match, range
            {'must': [{'key': 1, 'match': {'value': 1}}]}               | filter.must[0].key: expected a text
            {'must': [{'key': 'a', 'geo_radius': {}}]}                  | filter.must[0].geo_radius: unsupported
            {'must': [{'key': 'a', 'match': {'value': []}}]}            | filter.must[0].match.value: expected a text, a number
            {'must': [{'key': 'a', 'match': {'any': 'x'}}]}             | filter.must[0].match.any: expected an array
            {'must': [{'key': 'a', 'match': {'phrase': 'x'}}]}          | filter.must[0].match.phrase: unsupported
            {'must': [{'key': 'a', 'match': {}}]}                       | filter.must[0].match: expected exactly one of value
            {'must': [{'key': 'a', 'range': {'foo': 1}}]}               | filter.must[0].range.foo: unknown field; expected gt
            {'must': [{'key': 'a', 'range': {'gt': 'soon'}}]}           | filter.must[0].range.gt: "soon", expected RFC 3339
            {'must': [{'key': 'a', 'range': {'gt': '2026-13-01'}}]}     | filter.must[0].range.gt: "2026-13-01", expected RFC 3339
            {'must': [{'key': 'a', 'range': {'gt': '2026-01-01', 'lt': 5}}]} | filter.must[0].range.lt: expected a text, not 5
            {'must': [{'key': 'a', 'range': {'gt': 1e999}}]}            | filter.must[0].range.gt: expected a finite number
            {'must': [{'key': 'a', 'is_empty': 1}]}                     | filter.must[0].is_empty: expected true or false
            {'must': [{'is_empty': {}}]}                                | filter.must[0].is_empty.key: missing
            {'must': [{'is_null': 'a'}]}                                | filter.must[0].is_null: expected an object
            {'must': [{'has_id': [1.5]}]}                               | filter.must[0].has_id[0]: expected a point id
            {'must': [{'has_id': ['a'], 'must': []}]}                   | filter.must[0].must: unknown field; expected has_id
            {'must_not': [{'should': [{'key': 'a', 'values_count': {}}]}]} | filter.must_not[0].should[0].values_count: unsupported
            """)
    void refusalsNameThePlace(String json, String message) {
        assertThatThrownBy(() -> Filters.read(json))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(message);
    }
}
