package dev.vectide.indexer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.indexer.http.Served.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every route that reads documents waits for the position that it is asked for, and says which one it reflects. */
class FreshnessTest {
    private static final String READS = """
            GET  |                     |
            GET  | /points/felix       |
            POST | /points             | {'ids': ['felix']}
            POST | /points/query       | {'query': [1, 0, 0]}
            POST | /points/query       | {'query': {'recommend': {'positive': ['felix']}}}
            POST | /points/query/batch | {'searches': [{}]}
            POST | /points/query/groups | {'group_by': 'kind'}
            POST | /points/scroll      | {}
            POST | /points/count       | {}
            POST | /points/delete      | {'filter': {'must': {'has_id': ['nobody']}}}
            """;

    private final Served served = new Served();

    @BeforeEach
    void documents() {
        served.store("{'id': 'felix', 'payload': {'text': 'cat'}}");
    }

    @AfterEach
    void close() {
        served.close();
    }

    private Answer send(String method, String path, String query, String body, String... headers) {
        String json = body == null ? "" : body.replace('\'', '"');
        return served.send(method, "/collections/pets" + (path == null ? "" : path) + query, json, headers);
    }

    private String written() {
        Answer answer = served.put("/collections/pets/points", "{'points': [{'id': 'new', 'payload': {'text': 'car'}}]}");
        assertThat(answer.result().get("status").asText()).isEqualTo("acknowledged");
        return answer.header("X-Position");
    }

    /** The fake applies what was written only when somebody waits for it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = READS)
    void aReadIsAsNewAsItAsksFor(String method, String path, String body) {
        String position = written();
        assertThat(position).isEqualTo("0:1");
        assertThat(served.store.position().toString()).isEqualTo("0:0");

        Answer answer = send(method, path, "", body, "X-Min-Position", position);

        answer.result();
        assertThat(served.store.position().toString()).isEqualTo(position);
        assertThat(answer.header("X-Position")).isEqualTo(position);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = READS)
    void aReadThatAsksForNothingSaysWhatItReflects(String method, String path, String body) {
        written();

        Answer answer = send(method, path, "", body);

        answer.result();
        assertThat(answer.header("X-Position")).isEqualTo("0:0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = READS)
    void aReadThatWaitsInVainIsATimeoutThatSaysWhatIsReached(String method, String path, String body) {
        Answer answer = send(method, path, "?timeout=3", body, "X-Min-Position", "0:7,4:1");

        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.error())
                .isEqualTo("X-Min-Position 0:7,4:1 is not searchable within 3 s; reached 0:0");
        assertThat(answer.header("X-Position")).isEqualTo("0:0");
        assertThat(served.store.patience).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void whoDoesNotSayHowLongWaitsAsLongAsIsConfigured() {
        served.post("/collections/pets/points/count", "{}", "X-Min-Position", "0:0").result();

        assertThat(served.store.patience)
                .isPositive()
                .isEqualTo(ConfigReader.read(null, Map.of()).indexer().positionTimeout());
    }

    @Test
    void aPointThatIsNotThereIsNotThereAtAPosition() {
        Answer answer = served.get("/collections/pets/points/nobody");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("X-Position")).isEqualTo("0:0");
    }

    @Test
    void theNamesOfCollectionsWaitForNothing() {
        for (String path : new String[] {"/aliases", "/collections", "/collections/pets/exists"}) {
            assertThat(served.send("GET", path, "", "X-Min-Position", "0:99").status()).isEqualTo(200);
        }
    }
}
