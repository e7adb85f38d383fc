package dev.vectide.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.position.Position;
import dev.vectide.core.report.Alert;
import dev.vectide.core.wire.Json;
import dev.vectide.ingest.replay.Row;
import dev.vectide.local.story.StoryEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the demo asks of the system, all of it over HTTP.
 *
 * <p>Used by one thread.
 */
final class DemoDoors {
    private static final int MONITORS = 3;
    private static final String MIN_POSITION = "X-Min-Position";
    private static final int PATIENCE_S = 120;

    private final Api api;
    private final String stream;
    private final EventPoster poster;

    DemoDoors(Api api, String stream) {
        this.api = api;
        this.stream = stream;
        this.poster = new EventPoster(api, stream, true);
    }

    /** Returns what reflects these events, and all before them, once they are acknowledged. */
    Position post(List<StoryEvent> events) {
        List<Replayed.Reject> rejects = poster.post(events.stream().map(DemoDoors::row).toList());
        if (!rejects.isEmpty()) {
            throw CommandException.failed(
                    "event " + rejects.get(0).row() + " of the story is refused: " + rejects.get(0).reason());
        }
        return poster.acknowledged();
    }

    private static Row.Ready row(StoryEvent event) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("id", event.synset().id()).put("time", event.time().toString());
        json.put("text", event.synset().definition());
        json.putObject("attributes")
                .put("word", event.synset().words().get(0))
                .put("category", event.synset().category());
        return new Row.Ready(event.number(), json.toString());
    }

    /** Returns once the store reflects {@code position}, with the number of documents that it has then. */
    long awaitSearchable(Position position) {
        return collection("/points/count", Json.MAPPER.createObjectNode(), position).path("count").asLong();
    }

    /** The nearest documents to a text. */
    JsonNode search(String text, int limit) {
        ObjectNode query = Json.MAPPER.createObjectNode().put("limit", limit).put("with_payload", true);
        query.putObject("query").put("text", text);
        return collection("/points/query", query, poster.acknowledged()).path("points");
    }

    /** The stored vectors of documents, by id. */
    Map<String, JsonNode> stored(List<String> ids, Position position) {
        ObjectNode request = Json.MAPPER.createObjectNode().put("with_payload", false).put("with_vector", true);
        ids.forEach(request.putArray("ids")::add);
        Map<String, JsonNode> vectors = new HashMap<>();
        collection("/points", request, position)
                .forEach(point -> vectors.put(point.path("id").asText(), point.path("vector")));
        return vectors;
    }

    /** What the encoder makes of documents now, in their order. */
    List<JsonNode> embed(List<String> texts) {
        ObjectNode request =
                Json.MAPPER.createObjectNode().put("input_type", "document").put("truncate", "end");
        texts.forEach(request.putArray("input")::add);
        List<JsonNode> vectors = new ArrayList<>();
        api.post("v1/embeddings", request).path("data").forEach(item -> vectors.add(item.path("embedding")));
        return vectors;
    }

    /** Orders the documents of [from, to) to be encoded again; the answer has their number and the position. */
    JsonNode reencode(Instant from, Instant to) {
        ObjectNode span = Json.MAPPER.createObjectNode().put("from", from.toString()).put("to", to.toString());
        return api.post("v1/streams/" + stream + "/reencode", span);
    }

    /** The stream's alerts, those firing and those resolved. */
    List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        for (JsonNode alert : api.get("v1/alerts").path("alerts")) {
            if (alert.path("stream").asText().equals(stream)) {
                alerts.add(Json.MAPPER.convertValue(alert, Alert.class));
            }
        }
        return alerts;
    }

    /** Whether every monitor has reported the panes up to {@code time}. */
    boolean judged(Instant time) {
        JsonNode reports = api.get("v1/streams/" + stream + "/health").path("reports");
        int there = 0;
        for (JsonNode report : reports) {
            there += Instant.parse(report.at("/pane/end").asText()).isBefore(time) ? 0 : 1;
        }
        return there >= MONITORS;
    }

    private JsonNode collection(String path, ObjectNode body, Position position) {
        Api.Answer answer = api.send(
                "POST",
                "collections/" + stream + path + "?timeout=" + PATIENCE_S,
                Api.JSON,
                body.toString(),
                MIN_POSITION,
                position.toString());
        return Api.successful(answer).path("result");
    }
}
