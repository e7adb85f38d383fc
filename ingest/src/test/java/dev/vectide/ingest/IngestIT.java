package dev.vectide.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.position.Position;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.wire.Json;
import dev.vectide.testing.TestConfig;
import dev.vectide.testing.TopicReader;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is acknowledged is in the events topic; what is refused is said. */
class IngestIT {
    private final Door door = new Door(TestConfig.of(Map.of()));

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void oneEventIsThereOnceItIsAcknowledged() {
        Door.Answer answer = door.post("tickets", "application/json; charset=utf-8", """
                {"id": "a/1", "text": "no däta", "time": "2026-01-02T03:04:05.678Z", "attributes": {"n": 3, "tags": ["x"]}}""");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
        assertThat(answer.json().path("rejected")).isEmpty();
        assertThat(Position.parse(answer.json().path("position").asText()).offsets()).hasSize(1);
        Event event = door.events().get(0);
        assertThat(event.key()).isEqualTo(new DocumentKey("tickets", "a/1"));
        assertThat(event.content()).isEqualTo(new Content.Text("no däta"));
        assertThat(event.time()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
        assertThat(event.attributes()).isEqualTo(Map.of("n", 3L, "tags", List.of("x")));
        assertThat(event.origin()).isEqualTo(Origin.LIVE);
        assertThat(event.identity().isDerived()).isTrue();
        assertThat(door.app.streams().find("tickets")).isPresent();
    }

    @Test
    void goodItemsOfABatchGoOnAndBadOnesAreNamed() {
        Door.Answer answer = door.post("tickets", "application/json", """
                [{"id": "a", "text": "x"}, {"id": "b", "text": " ", "colour": 1}, {"text": "x"}, 7,
                 {"id": "v", "vector": [1, 0.5]}, {"id": "w", "vector": [1, "NaN"]}, {"id": "f", "text": "x", "time": "2100-01-01T00:00:00Z"}]""");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
        assertThat(answer.json().path("rejected").findValuesAsText("index")).containsExactly("1", "2", "3", "5", "6");
        assertThat(answer.json().path("rejected").get(0).path("id").asText()).isEqualTo("b");
        assertThat(answer.json().path("rejected").get(0).path("reason").asText())
                .contains("text: empty").contains("colour: unknown field");
        assertThat(answer.json().path("rejected").get(4).path("reason").asText()).contains("in the future");
        assertThat(door.events()).extracting(event -> event.key().document()).containsExactlyInAnyOrder("a", "v");
    }

    @Test
    void linesOfNdjsonAreRefusedOneByOne() {
        byte[] body = concat("{\"id\":1,\"text\":\"x\"}\n\n{\"id\":2,\"text\":\"", new byte[] {(byte) 0xC3, 0x28},
                "\"}\r\n{\"id\":3\n{\"id\":4,\"text\":\"x\"}");

        Door.Answer answer = door.post("tickets", "application/x-ndjson", body);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
        assertThat(answer.json().path("rejected")).hasSize(2);
        assertThat(answer.json().path("rejected").get(0).path("reason").asText()).isEqualTo("is not UTF-8");
        assertThat(answer.json().path("rejected").get(1).path("reason").asText()).startsWith("is not JSON");
    }

    @Test
    void cloudEventsInAllThreeModes() {
        Door.Answer binary = door.send(door.request("/v1/streams/tickets/events")
                .header("ce-specversion", "1.0").header("ce-id", "e1").header("ce-source", "/shop%20one")
                .header("ce-type", "t").header("ce-subject", "doc-1").header("ce-region", "eu")
                .header("ce-time", "2026-01-02T03:04:05Z").header("Content-Type", "text/plain")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .POST(HttpRequest.BodyPublishers.ofString("plain words")));
        Door.Answer structured = door.post("tickets", "application/cloudevents+json", """
                {"specversion": "1.0", "id": "e2", "source": "/s", "type": "t", "data": {"text": "x", "attributes": {"n": 1}}}""");
        Door.Answer batch = door.post("tickets", "application/cloudevents-batch+json", """
                [{"specversion": "1.0", "id": "e3", "source": "/s", "type": "t", "subject": "gone", "stream": "other"},
                 {"id": "e4", "text": "plain"}]""");

        assertThat(List.of(binary.status(), structured.status(), batch.status())).containsOnly(202);
        assertThat(batch.json().path("rejected").get(0).path("reason").asText()).contains("specversion: missing");
        List<Event> events = door.events();
        assertThat(events).filteredOn(event -> event.identity().equals(new Identity("/shop one", "e1")))
                .singleElement().satisfies(event -> {
                    assertThat(event.key()).isEqualTo(new DocumentKey("tickets", "doc-1"));
                    assertThat(event.content()).isEqualTo(new Content.Text("plain words"));
                    assertThat(event.attributes()).isEqualTo(Map.of("region", "eu"));
                });
        assertThat(events).filteredOn(event -> event.identity().id().equals("e2")).singleElement()
                .satisfies(event -> assertThat(event.key()).isEqualTo(new DocumentKey("tickets", "e2")));
        assertThat(events).filteredOn(event -> event.identity().id().equals("e3")).singleElement().satisfies(event -> {
            assertThat(event.key()).isEqualTo(new DocumentKey("other", "gone"));
            assertThat(event.content()).isEqualTo(new Content.Deleted());
        });
        assertThat(TopicReader.all(door.config.kafka().bootstrap(), door.config.topics().events()))
                .filteredOn(record -> record.headers().lastHeader("traceparent") != null)
                .singleElement()
                .satisfies(record -> assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("tickets/doc-1"));
    }

    @Test
    void deletionsAndReplaysAreEventsToo() {
        door.send(door.request("/v1/streams/tickets/events?origin=replay")
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"a/b\",\"text\":\"x\"}")));
        Door.Answer deleted = door.send(door.request("/v1/streams/tickets/events/a/b?id=d1").DELETE());

        assertThat(deleted.status()).isEqualTo(202);
        assertThat(Position.parse(deleted.json().path("position").asText()).offsets()).hasSize(1);
        List<Event> events = door.events();
        assertThat(events.get(0).origin()).isEqualTo(Origin.REPLAY);
        assertThat(events.get(1).key()).isEqualTo(new DocumentKey("tickets", "a/b"));
        assertThat(events.get(1).content()).isEqualTo(new Content.Deleted());
        assertThat(events.get(1).identity()).isEqualTo(new Identity("/v1/streams/tickets", "d1"));
    }

    @Test
    void aBodyThatIsWrongAsAWholeIsAProblem() {
        problem(door.post("tickets", "application/json", "{\"id\": 1"), 400, "is not JSON");
        problem(door.post("tickets", "application/json", "[]"), 400, "no event");
        problem(door.post("tickets", "application/json", "{\"id\": 1, \"id\": 2, \"text\": \"x\"}"), 400, "uplicate");
        problem(door.post("tickets", "application/json", new byte[] {'"', (byte) 0xFF, '"'}), 400, "UTF-8");
        problem(door.post("tickets", "text/csv", "x"), 415, "expected application/json");
        problem(door.post("Tickets", "application/json", "{}"), 400, "stream name 'Tickets'");
        problem(door.post("tickets", "application/cloudevents-batch+json", "{}"), 400, "array");
        problem(door.send(door.request("/v1/streams/tickets/events?origin=x").POST(HttpRequest.BodyPublishers.noBody())), 400, "origin");
        Door.Answer faults = door.post("tickets", "application/json", "{\"text\": \"\", \"time\": \"noon\", \"x\": 1}");
        problem(faults, 400, "id: missing");
        assertThat(faults.json().path("faults").findValuesAsText("field")).containsExactly("id", "time", "text", "x");
        assertThat(door.events()).isEmpty();
        assertThat(door.app.streams().list()).isEmpty();
    }

    @Test
    void sizesAreBounded() {
        String text = "x".repeat((256 << 10) + 1);
        problem(door.post("tickets", "application/json", "{\"id\": 1, \"text\": \"" + text + "\"}"), 400, "262145 bytes");
        problem(door.post("tickets", "application/json", "{\"id\": \"" + "i".repeat(513) + "\", \"text\": \"x\"}"), 400, "512");
    }

    @Test
    void streamsAreSettledAtRunTime() {
        Door.Answer created = put("tickets", "{\"store_content\": false, \"ttl\": \"36h\"}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(put("tickets", "{\"ttl\": \"2d\"}").status()).isEqualTo(200);
        assertThat(door.send(door.request("/v1/streams/tickets").GET()).json())
                .isEqualTo(json("{\"name\":\"tickets\",\"store_content\":true,\"ttl\":\"2d\",\"long_texts\":null,\"near_duplicates\":null}"));
        assertThat(put("tickets", "{\"long_texts\": \"truncate\"}").json().path("long_texts").asText())
                .isEqualTo("truncate");
        assertThat(put("tickets", "{\"long_texts\": null}").json().path("long_texts").isNull()).isTrue();
        problem(put("tickets", "{\"long_texts\": \"cut\"}"), 400, "expected truncate, reject or chunk");
        assertThat(put("tickets", "{\"near_duplicates\": 0.95}").json().path("near_duplicates").asDouble()).isEqualTo(0.95);
        problem(put("tickets", "{\"near_duplicates\": 1.5}"), 400, "near_duplicates: 1.5: expected a similarity above 0");
        problem(put("tickets", "{\"near_duplicates\": \"yes\"}"), 400, "near_duplicates: \"yes\": expected a similarity");
        assertThat(door.send(door.request("/v1/streams").GET()).json().path("streams")).hasSize(1);
        problem(put("tickets", "{\"tll\": \"2d\"}"), 400, "unknown field 'tll'");
        problem(put("tickets", "{\"ttl\": \"soon\"}"), 400, "ttl: 'soon'");
        problem(put("Tickets", ""), 400, "stream name 'Tickets'");
        assertThat(door.send(door.request("/v1/streams/tickets").DELETE()).status()).isEqualTo(204);
        problem(door.send(door.request("/v1/streams/tickets").GET()), 404, "'tickets' does not exist");
        problem(door.send(door.request("/v1/streams/tickets").DELETE()), 404, "'tickets' does not exist");
    }

    @Test
    void withoutAutoCreationAnUnknownStreamIsRefused() {
        try (Door strict = new Door(TestConfig.of(Map.of(
                "VECTIDE_STREAMS_AUTO_CREATE", "false", "VECTIDE_HTTP_MAX_BODY", "1KiB")))) {
            problem(strict.post("tickets", "application/json", "{\"id\": 1, \"text\": \"x\"}"), 404, "'tickets' does not exist");
            strict.send(strict.request("/v1/streams/tickets").PUT(HttpRequest.BodyPublishers.noBody()));
            assertThat(strict.post("tickets", "application/json", "{\"id\": 1, \"text\": \"x\"}").status()).isEqualTo(202);
            problem(strict.post("tickets", "application/cloudevents+json",
                    "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"stream\":\"other\"}"), 400, "'other'");

            String large = "{\"id\": 1, \"text\": \"" + "x".repeat(2000) + "\"}";
            problem(strict.post("tickets", "application/json", large), 413, "1024 bytes");
            problem(strict.send(strict.request("/v1/streams/tickets/events").header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() ->
                            new java.io.ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))), 413, "1024 bytes");
        }
    }

    private Door.Answer put(String stream, String body) {
        return door.send(door.request("/v1/streams/" + stream).PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static void problem(Door.Answer answer, int status, String detail) {
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(status);
        assertThat(answer.response().headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("title").asText()).isNotEmpty();
        assertThat(answer.reason()).contains(detail);
    }

    private static com.fasterxml.jackson.databind.JsonNode json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8), com.fasterxml.jackson.databind.JsonNode.class);
    }

    private static byte[] concat(Object... parts) {
        var out = new java.io.ByteArrayOutputStream();
        for (Object part : parts) {
            out.writeBytes(part instanceof byte[] bytes ? bytes : ((String) part).getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
