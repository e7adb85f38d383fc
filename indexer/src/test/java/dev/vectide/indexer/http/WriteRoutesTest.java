package dev.vectide.indexer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.Origin;
import dev.vectide.core.kafka.BacklogException;
import dev.vectide.core.kafka.BrokerUnavailableException;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.indexer.http.Served.Answer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteRoutesTest {
    private static final String POINTS = "/collections/pets/points";

    private final Served served = new Served();

    @AfterEach
    void close() {
        served.close();
    }

    private List<Event> written() {
        return served.store.written;
    }

    @Test
    void pointsBecomeEvents() {
        served.store("""
                {'id': 5, 'vector': [1, 2, 2],
                 'payload': {'text': 'kept', 'tags': ['a', 'b'], 'n': 3, 'x': 0.5, 'new': true, 'no': null}},
                {'id': 'd', 'vector': {}, 'payload': {'text': 'a dog', 'n': 1, '_time': '2026-01-30T00:00:00Z'}},
                {'id': 'bare', 'vector': [1, 0, 0], 'payload': null}""");

        Event vector = written().get(0);
        assertThat(vector.key()).isEqualTo(new DocumentKey("pets", "5"));
        assertThat(vector.content()).isEqualTo(new Content.Vector(FloatVector.of(1, 2, 2), null));
        assertThat(vector.attributes()).containsExactly(
                entry("text", "kept"),
                entry("tags", List.of("a", "b")),
                entry("n", 3L),
                entry("x", 0.5),
                entry("new", true));
        assertThat(vector.time()).isEqualTo(Served.NOW);
        assertThat(vector.origin()).isEqualTo(Origin.LIVE);
        Event text = written().get(1);
        assertThat(text.content()).isEqualTo(new Content.Text("a dog"));
        assertThat(text.attributes()).containsExactly(entry("n", 1L));
        assertThat(text.time()).isEqualTo(Instant.parse("2026-01-30T00:00:00Z"));
        assertThat(written().get(2).attributes()).isEmpty();
    }

    @Test
    void theSameAgainIsARetryAndAnotherContentIsNot() {
        served.store("{'id': 'd', 'payload': {'text': 'dog'}}");
        served.store("{'id': 'd', 'payload': {'text': 'dog'}}");
        served.store("{'id': 'd', 'payload': {'text': 'dog', 'n': 1}}");

        assertThat(written().get(1).identity()).isEqualTo(written().get(0).identity());
        assertThat(written().get(2).identity()).isNotEqualTo(written().get(0).identity());
    }

    @Test
    void theAnswerSaysWhetherItIsSearchable() {
        Answer acknowledged = served.put(
                POINTS, "{'points': [{'id': 1, 'vector': [1, 0, 0]}, {'id': 2, 'vector': [1, 0, 0]}]}");
        assertThat(acknowledged.result().toString()).isEqualTo("{\"operation_id\":1,\"status\":\"acknowledged\"}");
        assertThat(acknowledged.header("X-Position")).isEqualTo("0:1");
        assertThat(served.get(POINTS + "/1").status()).isEqualTo(404);

        Answer completed = served.put(POINTS + "?wait=true", "{'points': [{'id': 3, 'vector': [1, 0, 0]}]}");
        assertThat(completed.result().toString()).isEqualTo("{\"operation_id\":2,\"status\":\"completed\"}");
        assertThat(served.get(POINTS + "/3").status()).isEqualTo(200);
    }

    @Test
    void pointsAreDeletedByTheirIds() {
        for (String id : List.of("1", "'b'", "'c'")) {
            served.store("{'id': " + id + ", 'vector': [1, 0, 0]}");
        }

        Answer answer = served.post(POINTS + "/delete?wait=true", "{'points': [1, 'b', 'nobody']}");

        assertThat(answer.result().get("status").asText()).isEqualTo("completed");
        assertThat(written().subList(3, 6)).allMatch(event -> event.content() instanceof Content.Deleted);
        assertThat(served.post(POINTS + "/scroll", "{}").result().findValuesAsText("id")).containsExactly("c");
    }

    @Test
    void pointsAreDeletedByAFilterPageByPage() {
        int many = 2345;
        for (int from = 0; from < many; from += 469) {
            StringBuilder points = new StringBuilder("{'id': 'kept" + from + "', 'vector': [1, 0, 0]}");
            for (int i = from; i < from + 469; i++) {
                points.append(",{'id':").append(i).append(",'vector':[1,0,0],'payload':{'x':1}}");
            }
            served.store(points.toString());
        }

        served.post(POINTS + "/delete?wait=true", "{'filter': {'must': {'key': 'x', 'match': {'value': 1}}}}").result();

        assertThat(served.post(POINTS + "/count", "{}").result().get("count").asInt()).isEqualTo(5);
        assertThat(written()).hasSize(2 * many + 5);
    }

    @Test
    void aFilterThatMatchesNothingWritesNothing() {
        Answer answer = served.post(POINTS + "/delete?wait=true", "{'filter': {'must': {'has_id': ['x']}}}");

        assertThat(answer.result().get("status").asText()).isEqualTo("completed");
        assertThat(written()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                          | points: missing
            {'points': []}                              | points: expected at least one point
            {'points': 1}                               | points: expected an array
            {'batch': {}}                               | batch: unsupported
            {'points': [1]}                             | points[0]: expected an object, not 1
            {'points': [{'vector': [1, 0, 0]}]}         | points[0].id: missing
            {'points': [{'id': 1.5, 'vector': [1, 0, 0]}]} | points[0].id: expected a text or a whole number
            {'points': [{'id': ' ', 'vector': [1, 0, 0]}]} | points[0].id: empty
            {'points': [{'id': 1}]}                     | points[0]: neither vector nor payload.text
            {'points': [{'id': 1, 'payload': {'n': 1}}]} | points[0]: neither vector nor payload.text
            {'points': [{'id': 1, 'payload': []}]}      | points[0].payload: expected an object
            {'points': [{'id': 1, 'payload': {'text': ''}}]} | points[0].payload.text: empty
            {'points': [{'id': 1, 'payload': {'text': 5}}]} | points[0].payload.text: expected a text
            {'points': [{'id': 1, 'vector': [1, 0]}]}   | points[0].vector: a vector of dimension 2, expected 3
            {'points': [{'id': 1, 'vector': [1, 0, null]}]} | points[0].vector[2]: null is not a finite number
            {'points': [{'id': 1, 'vector': [0, 0, 0]}]} | points[0].vector: a zero vector
            {'points': [{'id': 1, 'vector': {'x': [1, 0, 0]}}]} | points[0].vector: unsupported
            {'points': [{'id': 1, 'vector': 'x'}]}      | points[0].vector: unsupported
            {'points': [{'id': 1, 'vectors': [1, 0, 0]}]} | points[0].vectors: unknown field; expected id, vector, payload
            {'points': [{'id': 0, 'vector': [1, 0, 0]}, {'id': 1, 'vector': [1, 0, 0], 'payload': {'a': {}, 'b': [1]}}]} | points[1].payload.a: expected a text, a number, true, false or a list of texts; points[1].payload.b: expected
            {'points': [{'id': 1, 'vector': [1, 0, 0], 'payload': {'_time': 'soon'}}]} | points[0].payload._time: 'soon': expected RFC 3339
            {'points': [{'id': 1, 'vector': [1, 0, 0], 'payload': {'_time': '2026-01-31T13:00:00Z'}}]} | points[0].payload._time: 2026-01-31T13:00:00Z is more than 300 s in the future
            {'points': [{'id': 1, 'vector': [1, 0, 0], 'payload': {'_origin': 'replay'}}]} | points[0].payload._origin: is the store's own to say
            {'points': [{'id': 1, 'vector': [1, 0, 0], 'payload': {'a': '\\ud800'}}]} | points[0].payload.a: expected a text
            """)
    void refusedPointsAreNamedAndNothingIsWritten(String body, String reason) {
        Answer answer = served.put(POINTS, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).contains(reason);
        assertThat(written()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                              | the request: expected exactly one of points, filter
            {'points': [1], 'filter': {}}   | the request: expected exactly one of points, filter
            {'points': [{}]}                | points[0]: expected a point id
            {'points': [' ']}               | points: document: empty
            {'filter': {'foo': 1}}          | filter.foo: unknown field
            """)
    void refusedDeletionsAreNamedAndNothingIsWritten(String body, String reason) {
        Answer answer = served.post(POINTS + "/delete", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).contains(reason);
        assertThat(written()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "wait=yes, query parameter wait 'yes'",
        "timeout=x, timeout 'x'",
        "ordering=weak, query parameter ordering"
    })
    void aParameterThatIsRefusedIsRefusedBeforeAnythingIsWritten(String parameter, String reason) {
        Answer answer = served.put(POINTS + "?" + parameter, "{'points': [{'id': 1, 'vector': [1, 0, 0]}]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).startsWith(reason);
        assertThat(written()).isEmpty();
    }

    @Test
    void whatKafkaRefusesIsSaidInQdrantsShape() {
        assertThat(failing(new BrokerUnavailableException("Kafka is gone", null))).isEqualTo("503 Kafka is gone");
        assertThat(failing(new BacklogException("too many events wait"))).isEqualTo("429 too many events wait");
        assertThat(failing(new RecordTooLargeException("1 byte")))
                .isEqualTo("413 a point is larger than its topic takes: 1 byte");
        assertThat(failing(new IllegalStateException("secret")))
                .isEqualTo("500 an error of Vectide's own; its log says more");
    }

    private String failing(RuntimeException failure) {
        served.store.refusal = failure;
        Answer answer = served.put(POINTS, "{'points': [{'id': 1, 'vector': [1, 0, 0]}]}");
        return answer.status() + " " + answer.error();
    }

    @Test
    void bodiesThatAreNoStrictJsonAreRefused() {
        assertThat(served.send("PUT", POINTS, "{\"points\": [").status()).isEqualTo(400);
        assertThat(served.send("PUT", POINTS, BodyPublishers.ofByteArray(new byte[] {'"', (byte) 0xff, '"'})).error())
                .isEqualTo("the body is not UTF-8");
        assertThat(served.send("PUT", POINTS, "{\"points\": [], \"points\": []}").error())
                .contains("Duplicate field 'points'");
        Answer coded = served.send("PUT", POINTS, "x", "Content-Encoding", "gzip");
        assertThat(coded.status()).isEqualTo(415);
        assertThat(coded.error()).startsWith("Content-Encoding 'gzip' is not supported");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedWhetherOrNotItSaysSoBeforehand() {
        byte[] body = new byte[(64 << 10) + 1];
        for (BodyPublisher publisher : List.of(
                BodyPublishers.ofByteArray(body), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
            Answer answer = served.send("PUT", POINTS, publisher);

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.error()).startsWith("the body is larger than 65536 bytes (http.max-body)");
            assertThat(answer.response().headers().firstValue("Connection")).hasValue("close");
        }
    }
}
