package dev.vectide.indexer.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.core.wire.Json;
import dev.vectide.indexer.filter.Payload;
import dev.vectide.indexer.search.Hit;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Points in answers: {@code id}; {@code version}, the offset of the event it came from; {@code payload} and {@code vector}
 * where they are asked for; of a hit also {@code score}, and of a text in several parts {@code chunk}, the nearest.
 */
final class PointJson {
    private static final Pattern WHOLE = Pattern.compile("0|[1-9]\\d{0,19}");
    private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private PointJson() {}

    static ArrayNode hits(Collection<Hit> hits, Selection selection) {
        ArrayNode points = Json.MAPPER.createArrayNode();
        hits.forEach(hit -> points.add(hit(hit, selection)));
        return points;
    }

    static ArrayNode records(Collection<Embedding> documents, Selection selection) {
        ArrayNode points = Json.MAPPER.createArrayNode();
        documents.forEach(document -> points.add(document(document, selection)));
        return points;
    }

    /** A document as it is stored: of several vectors, all of them. */
    static ObjectNode document(Embedding document, Selection selection) {
        return point(document, document.chunks(), selection);
    }

    private static ObjectNode hit(Hit hit, Selection selection) {
        Embedding document = hit.document();
        Chunk chunk = document.chunks().get(hit.chunk());
        ObjectNode point = point(document, List.of(chunk), selection)
                .put("score", hit.score());
        if (document.chunks().size() > 1) {
            point.putObject("chunk").put("start", chunk.start()).put("end", chunk.end());
        }
        return point;
    }

    private static ObjectNode point(Embedding document, List<Chunk> shown, Selection selection) {
        ObjectNode point = Json.MAPPER.createObjectNode();
        point.set("id", id(document.key().document()));
        point.put("version", document.source().offset());
        selection.payload().ifPresent(keys -> {
            ObjectNode payload = point.putObject("payload");
            new Payload(document).values().forEach((key, value) -> {
                if (keys.test(key)) {
                    payload.set(key, Json.MAPPER.valueToTree(value));
                }
            });
        });
        if (selection.vector()) {
            point.set("vector", vectors(shown));
        }
        return point;
    }

    /** Clients of Qdrant know whole numbers of 64 bits and texts; an id that looks like one of the former is one. */
    static JsonNode id(String id) {
        if (WHOLE.matcher(id).matches()) {
            BigInteger number = new BigInteger(id);
            if (number.compareTo(LARGEST) <= 0) {
                return Json.MAPPER.getNodeFactory().numberNode(number);
            }
        }
        return Json.MAPPER.getNodeFactory().textNode(id);
    }

    private static ArrayNode vectors(List<Chunk> chunks) {
        if (chunks.size() == 1) {
            return vector(chunks.get(0).vector());
        }
        ArrayNode all = Json.MAPPER.createArrayNode();
        chunks.forEach(chunk -> all.add(vector(chunk.vector())));
        return all;
    }

    private static ArrayNode vector(FloatVector vector) {
        ArrayNode values = Json.MAPPER.createArrayNode();
        for (int i = 0; i < vector.dimension(); i++) {
            values.add(vector.get(i));
        }
        return values;
    }
}
