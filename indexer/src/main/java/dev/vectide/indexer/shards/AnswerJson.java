package dev.vectide.indexer.shards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.position.Position;
import dev.vectide.core.wire.Json;
import dev.vectide.core.wire.MalformedRecordException;
import dev.vectide.core.wire.VectorsCodec;
import dev.vectide.indexer.search.Hit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Answers of shards as JSON: {@code {"partitions", "position", "value"}}. A document is its record of the vectors topic in Base64; a
 * hit is {@code {"row", "chunk", "score"}}; what there is not is null.
 */
public final class AnswerJson {
    private AnswerJson() {}

    public static byte[] write(ShardAnswer<?> answer) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        answer.partitions().forEach(json.putArray("partitions")::add);
        json.put("position", answer.position().toString());
        json.set("value", value(answer.value()));
        return Json.write(json);
    }

    private static JsonNode value(Object value) {
        if (value instanceof List<?> list) {
            ArrayNode items = Json.MAPPER.createArrayNode();
            list.forEach(item -> items.add(value(item)));
            return items;
        }
        if (value instanceof Hit hit) {
            return Json.MAPPER
                    .createObjectNode()
                    .put("row", row(hit.document()))
                    .put("chunk", hit.chunk())
                    .put("score", hit.score());
        }
        if (value instanceof Embedding document) {
            return Json.MAPPER.getNodeFactory().binaryNode(row(document));
        }
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? value(optional.get()) : Json.MAPPER.nullNode();
        }
        return Json.MAPPER.valueToTree(value instanceof Position position ? position.toString() : value);
    }

    private static byte[] row(Embedding document) {
        return Objects.requireNonNull(VectorsCodec.encode(document).value());
    }

    /**
     * The answer to {@code question}.
     *
     * @throws MalformedRecordException if it is none
     */
    @SuppressWarnings("unchecked") // The question says of what type its answer is.
    public static <T> ShardAnswer<T> read(byte[] bytes, Question<T> question) {
        try {
            JsonNode json = Json.MAPPER.readTree(bytes);
            Set<Integer> partitions = new TreeSet<>();
            json.required("partitions").forEach(partition -> partitions.add(partition.intValue()));
            return new ShardAnswer<>(
                    partitions,
                    Position.parse(json.required("position").asText()),
                    (T) value(json.required("value"), question));
        } catch (IOException | RuntimeException e) {
            throw new MalformedRecordException("not an answer of shards: " + e.getMessage(), e);
        }
    }

    private static Object value(JsonNode json, Question<?> question) throws IOException {
        if (question instanceof Question.Nearest || question instanceof Question.Lexical) {
            List<Hit> hits = new ArrayList<>(json.size());
            for (JsonNode hit : json) {
                hits.add(new Hit(
                        document(hit.required("row")),
                        hit.required("chunk").intValue(),
                        hit.required("score").floatValue()));
            }
            return hits;
        }
        if (question instanceof Question.Scroll || question instanceof Question.FindAll) {
            List<Embedding> documents = new ArrayList<>(json.size());
            for (JsonNode row : json) {
                documents.add(document(row));
            }
            return documents;
        }
        if (question instanceof Question.Find) {
            return json.isNull() ? Optional.empty() : Optional.of(document(json));
        }
        if (question instanceof Question.Count) {
            return json.longValue();
        }
        if (question instanceof Question.Await) {
            return json.booleanValue();
        }
        if (question instanceof Question.Reached) {
            return Position.parse(json.asText());
        }
        TreeMap<String, Long> counts = new TreeMap<>();
        json.properties().forEach(count -> counts.put(count.getKey(), count.getValue().longValue()));
        return counts;
    }

    private static Embedding document(JsonNode row) throws IOException {
        return VectorsCodec.decodeEmbedding(row.binaryValue());
    }
}
