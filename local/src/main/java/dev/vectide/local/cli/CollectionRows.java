package dev.vectide.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.position.Position;
import dev.vectide.core.wire.Json;
import dev.vectide.local.kafka.StoredRows;

/** The rows of a collection through its HTTP door, page by page. */
final class CollectionRows implements StoredRows {
    private static final int PAGE = 1_000;
    private static final int TIMEOUT = 504;

    private final Api api;
    private final String path;

    CollectionRows(Api api, String collection) {
        this.api = api;
        this.path = "collections/" + Api.escaped(collection);
    }

    /** Qualified name of the space that the collection is served in. */
    String space() {
        return api.get(path + "?allow_partial=true").path("result").path("space").asText();
    }

    @Override
    public boolean forEach(Position least, Row row) {
        JsonNode next = Json.MAPPER.nullNode();
        do {
            ObjectNode question = Json.MAPPER.createObjectNode();
            question.put("limit", PAGE).put("with_payload", false).put("with_vector", false);
            if (!next.isNull()) {
                question.set("offset", next);
            }
            Api.Answer answer = api.send(
                    "POST", path + "/points/scroll?timeout=60&allow_partial=false", Api.JSON, question.toString(),
                    "X-Min-Position", least.toString());
            if (answer.status() == TIMEOUT) {
                return false;
            }
            JsonNode result = Api.successful(answer).path("result");
            for (JsonNode point : result.path("points")) {
                if (!point.has("version")) {
                    throw CommandException.failed(
                            "the store does not tell which events its documents are of; is it older than this?");
                }
                row.take(point.path("id").asText(), point.path("version").asLong());
            }
            next = result.hasNonNull("next_page_offset") ? result.get("next_page_offset") : Json.MAPPER.nullNode();
        } while (!next.isNull());
        return true;
    }
}
