package dev.vectide.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.core.wire.Json;
import dev.vectide.evaluate.data.BadRow;
import dev.vectide.evaluate.data.DataException;
import dev.vectide.evaluate.data.LivePoint;
import dev.vectide.evaluate.data.LivePoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a collection through its HTTP door, page by page in the order of ids. A point that cannot be used is noted, its place
 * in the scroll for a line.
 *
 * <p>Used by one thread.
 */
final class CollectionReader {
    private static final int PAGE = 500;

    private final Api api;
    private final String collection;
    private final String label;
    private final List<LivePoint> points = new ArrayList<>();
    private final List<BadRow> rejected = new ArrayList<>();
    private long seen;

    CollectionReader(Api api, String collection, String label) {
        this.api = api;
        this.collection = collection;
        this.label = label;
    }

    /** @throws DataException if a point has a vector of another dimension than the others */
    LivePoints read() {
        String path = "collections/" + Api.escaped(collection);
        JsonNode about = api.get(path).path("result");
        JsonNode next = Json.MAPPER.nullNode();
        do {
            ObjectNode question = Json.MAPPER.createObjectNode();
            question.put("limit", PAGE).put("with_payload", true).put("with_vector", true);
            if (!next.isNull()) {
                question.set("offset", next);
            }
            JsonNode result = api.post(path + "/points/scroll", question).path("result");
            result.path("points").forEach(this::take);
            next = result.hasNonNull("next_page_offset") ? result.get("next_page_offset") : Json.MAPPER.nullNode();
        } while (!next.isNull());
        return new LivePoints(
                collection, about.path("space").asText(), about.path("fingerprint").asText(), points, rejected);
    }

    private void take(JsonNode point) {
        seen++;
        JsonNode said = point.path("payload").path(label);
        JsonNode vector = point.path("vector");
        if (!said.isValueNode() || said.isNull() || said.asText().isBlank()) {
            reject("point " + point.path("id").asText() + ": " + label + ": expected a label, found "
                    + (said.isContainerNode() ? "a list" : "none"));
        } else if (vector.isEmpty()) {
            reject("point " + point.path("id").asText() + ": vector: expected numbers, found none");
        } else if (vector.get(0).isArray()) {
            reject("point " + point.path("id").asText() + ": vector: expected one, found one for each of "
                    + vector.size() + " parts of the text");
        } else {
            float[] values = new float[vector.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) vector.get(i).asDouble();
            }
            JsonNode text = point.path("payload").path("text");
            points.add(new LivePoint(
                    point.path("id").asText(),
                    said.asText(),
                    text.isTextual() ? Optional.of(text.asText()) : Optional.empty(),
                    FloatVector.owning(values)));
        }
    }

    private void reject(String reason) {
        rejected.add(new BadRow(collection, seen, reason));
    }
}
