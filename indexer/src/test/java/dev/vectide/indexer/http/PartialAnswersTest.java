package dev.vectide.indexer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.wire.Json;
import dev.vectide.indexer.http.Served.Answer;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every route that reads documents refuses to leave shards out, or says which ones it leaves out. */
class PartialAnswersTest {
    private static final String READS = """
            GET  |                     |
            GET  | /points/felix       |
            POST | /points             | {'ids': ['felix']}
            POST | /points/query       | {'query': [1, 0, 0]}
            POST | /points/query       | {'query': {'recommend': {'positive': ['felix']}}}
            POST | /points/query       | {}
            POST | /points/query/batch | {'searches': [{}, {'query': 'felix'}]}
            POST | /points/query/groups | {'group_by': 'kind'}
            POST | /points/scroll      | {}
            POST | /points/count       | {}
            """;

    private final Served served = new Served();

    @BeforeEach
    void twoShardsAreMissing() {
        served.store("{'id': 'felix', 'payload': {'text': 'cat'}}");
        served.store.missing.addAll(Set.of(3, 2));
    }

    @AfterEach
    void close() {
        served.close();
    }

    private Answer send(String method, String path, String query, String body) {
        return served.send(
                method,
                "/collections/pets" + (path == null ? "" : path) + query,
                body == null ? "" : body.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = READS)
    void isRefusedUnlessItIsAllowed(String method, String path, String body) {
        for (String query : new String[] {"", "?allow_partial=false"}) {
            Answer answer = send(method, path, query, body);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.error()).isEqualTo("shards [2, 3] do not answer");
            assertThat(answer.response().headers().map()).doesNotContainKey("x-missing-shards");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = READS)
    void saysWhichShardsAreMissing(String method, String path, String body) throws Exception {
        Answer answer = send(method, path, "?allow_partial=true", body);

        answer.result();
        assertThat(answer.header("X-Missing-Shards")).isEqualTo("2,3");
        assertThat(answer.json().get("missing_shards")).isEqualTo(Json.MAPPER.readTree("[2, 3]"));
    }

    @Test
    void aWholeAnswerMissesNothing() {
        served.store.missing.clear();

        Answer answer = send("POST", "/points/count", "?allow_partial=true", "{}");

        assertThat(answer.result().get("count").asInt()).isEqualTo(1);
        assertThat(answer.json().has("missing_shards")).isFalse();
        assertThat(answer.response().headers().map()).doesNotContainKey("x-missing-shards");
    }

    @Test
    void aDeleteByFilterIsNeverPartial() {
        assertThat(send("POST", "/points/delete", "", "{'filter': {}}").status()).isEqualTo(503);
        assertThat(send("POST", "/points/delete", "?allow_partial=true", "{'filter': {}}").error())
                .isEqualTo("query parameter allow_partial: unknown; expected wait, timeout");
        assertThat(served.store.written).hasSize(1);
    }

    @Test
    void isSaidWithTrueOrFalse() {
        assertThat(send("POST", "/points/count", "?allow_partial=yes", "{}").error())
                .isEqualTo("query parameter allow_partial 'yes': expected true or false");
    }
}
