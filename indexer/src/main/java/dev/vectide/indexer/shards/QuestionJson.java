package dev.vectide.indexer.shards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.position.Position;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.core.wire.Json;
import dev.vectide.core.wire.MalformedRecordException;
import dev.vectide.indexer.filter.Filter;
import dev.vectide.indexer.filter.FilterReader;
import dev.vectide.indexer.filter.WrittenFilter;
import dev.vectide.indexer.json.Part;
import dev.vectide.indexer.search.LexicalQuery;
import dev.vectide.indexer.search.NearestQuery;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Requests to shards as JSON: {@code {"partitions", "backups", "ask", ...}}, {@code ask} being the kind of question and the rest
 * its fields, left out where they are null. A vector is its little-endian floats in Base64, a filter what it was read from.
 */
public final class QuestionJson {
    private QuestionJson() {}

    public static byte[] write(ShardRequest<?> request) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        request.partitions().forEach(json.putArray("partitions")::add);
        json.put("backups", request.backups());
        write(json, request.question());
        return Json.write(json);
    }

    private static void write(ObjectNode json, Question<?> question) {
        if (question instanceof Question.Nearest nearest) {
            nearest(json.put("ask", "nearest").put("stream", nearest.stream()), nearest.query());
        } else if (question instanceof Question.Lexical lexical) {
            lexical(json.put("ask", "lexical").put("stream", lexical.stream()), lexical.query());
        } else if (question instanceof Question.Scroll scroll) {
            json.put("ask", "scroll").put("stream", scroll.stream()).put("limit", scroll.limit());
            json.put("from", scroll.from());
            filter(json, scroll.filter());
        } else if (question instanceof Question.Count count) {
            filter(json.put("ask", "count").put("stream", count.stream()), count.filter());
        } else if (question instanceof Question.Find find) {
            json.put("ask", "find").put("stream", find.key().stream()).put("document", find.key().document());
        } else if (question instanceof Question.FindAll find) {
            find.ids().forEach(json.put("ask", "find-all").put("stream", find.stream()).putArray("documents")::add);
        } else if (question instanceof Question.Await await) {
            json.put("ask", "await").put("position", await.wanted().toString());
            json.put("patience_ms", await.patience().toMillis());
        } else {
            json.put("ask", question instanceof Question.Collections ? "collections" : "reached");
        }
    }

    private static void nearest(ObjectNode json, NearestQuery query) {
        json.put("vector", query.vector().toLittleEndian()).put("limit", query.limit()).put("exact", query.exact());
        filter(json, query.filter());
        json.put("threshold", query.threshold()).put("recall", query.recall()).put("without", query.without());
        json.put("internal", query.internal());
    }

    private static void lexical(ObjectNode json, LexicalQuery query) {
        query.words().forEach(json.put("limit", query.limit()).putObject("words")::put);
        filter(json, query.filter());
    }

    private static void filter(ObjectNode json, Filter filter) {
        WrittenFilter.json(filter).ifPresent(written -> json.set("filter", written));
    }

    /** @throws MalformedRecordException if it is no request */
    public static ShardRequest<?> read(byte[] bytes) {
        try {
            JsonNode json = Json.MAPPER.readTree(bytes);
            Set<Integer> partitions = new TreeSet<>();
            json.required("partitions").forEach(partition -> partitions.add(partition.intValue()));
            return new ShardRequest<>(question(json), partitions, json.required("backups").booleanValue());
        } catch (IOException | RuntimeException e) {
            throw new MalformedRecordException("not a question to shards: " + e.getMessage(), e);
        }
    }

    private static Question<?> question(JsonNode json) throws IOException {
        String ask = json.required("ask").asText();
        return switch (ask) {
            case "nearest" -> new Question.Nearest(stream(json), nearest(json));
            case "lexical" -> new Question.Lexical(
                    stream(json),
                    new LexicalQuery(words(json.required("words")), filter(json), json.required("limit").intValue()));
            case "scroll" -> new Question.Scroll(
                    stream(json), filter(json), text(json, "from"), json.required("limit").intValue());
            case "count" -> new Question.Count(stream(json), filter(json));
            case "find" -> new Question.Find(
                    new DocumentKey(stream(json), json.required("document").asText()));
            case "find-all" -> new Question.FindAll(stream(json), texts(json.required("documents")));
            case "await" -> new Question.Await(
                    Position.parse(json.required("position").asText()),
                    Duration.ofMillis(json.required("patience_ms").longValue()));
            case "collections" -> new Question.Collections();
            case "reached" -> new Question.Reached();
            default -> throw new IllegalArgumentException("'" + ask + "' is not known here");
        };
    }

    private static NearestQuery nearest(JsonNode json) throws IOException {
        return new NearestQuery(
                FloatVector.fromLittleEndian(ByteBuffer.wrap(json.required("vector").binaryValue())),
                filter(json),
                json.required("limit").intValue(),
                json.hasNonNull("threshold") ? (Float) json.get("threshold").floatValue() : null,
                json.required("exact").booleanValue(),
                json.hasNonNull("recall") ? (Double) json.get("recall").doubleValue() : null,
                text(json, "without"),
                json.path("internal").booleanValue());
    }

    private static String stream(JsonNode json) {
        return json.required("stream").asText();
    }

    private static @Nullable String text(JsonNode json, String name) {
        return json.hasNonNull(name) ? json.get(name).asText() : null;
    }

    private static SortedMap<String, Integer> words(JsonNode json) {
        SortedMap<String, Integer> words = new TreeMap<>();
        json.properties().forEach(word -> words.put(word.getKey(), word.getValue().intValue()));
        return words;
    }

    private static List<String> texts(JsonNode json) {
        List<String> texts = new ArrayList<>(json.size());
        json.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static Filter filter(JsonNode json) {
        return json.hasNonNull("filter")
                ? FilterReader.read(new Part("filter", json.get("filter")))
                : Filter.ALL;
    }
}
