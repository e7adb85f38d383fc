package dev.vectide.ingest.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.access.Caller;
import dev.vectide.core.access.Verb;
import dev.vectide.core.config.Durations;
import dev.vectide.core.kafka.ControlStreams;
import dev.vectide.core.stream.LongTexts;
import dev.vectide.core.stream.StreamName;
import dev.vectide.core.stream.StreamSettings;
import dev.vectide.core.wire.Json;
import dev.vectide.core.wire.StrictJson;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET/PUT/DELETE /v1/streams[/{stream}]}: {@code {"name", "store_content", "ttl", "long_texts", "near_duplicates"}},
 * ttl such as 30d, or null, long_texts truncate, reject or chunk, or null for the encoder's setting, near_duplicates the
 * similarity from which on a document is flagged, or null.
 */
final class StreamRoutes {
    private static final Set<String> FIELDS = Set.of("name", "store_content", "ttl", "long_texts", "near_duplicates");
    private static final long LARGEST = 1 << 16;

    private final ControlStreams streams;

    StreamRoutes(ControlStreams streams) {
        this.streams = streams;
    }

    void register(JavalinConfig config) {
        config.routes.get("/v1/streams", this::list);
        config.routes.get("/v1/streams/{stream}", context -> answer(context, known(context)));
        config.routes.put("/v1/streams/{stream}", this::put);
        config.routes.delete("/v1/streams/{stream}", this::delete);
    }

    private void list(Context context) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        var array = answer.putArray("streams");
        Caller caller = Caller.of(context.attribute(Caller.ATTRIBUTE));
        streams.list().stream()
                .filter(stream -> caller.may(Verb.READ, stream.name()))
                .forEach(stream -> array.add(json(stream)));
        context.contentType("application/json").result(Json.write(answer));
    }

    private void put(Context context) {
        String name = name(context);
        byte[] body = BoundedBody.read(context, LARGEST);
        StreamSettings settings = body.length == 0 ? StreamSettings.defaults(name) : settings(name, body);
        boolean isNew = streams.find(name).isEmpty();
        streams.put(settings);
        answer(context.status(isNew ? HttpStatus.CREATED : HttpStatus.OK), settings);
    }

    private void delete(Context context) {
        streams.remove(known(context).name());
        context.status(HttpStatus.NO_CONTENT);
    }

    private static StreamSettings settings(String name, byte[] body) {
        StrictJson.Parsed parsed = StrictJson.parse(body);
        if (parsed.tree() == null) {
            throw Problem.badRequest("the body " + parsed.why().reason());
        }
        JsonNode tree = parsed.tree();
        if (!tree.isObject()) {
            throw Problem.badRequest("the body is not a JSON object");
        }
        tree.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw Problem.badRequest("unknown field '" + field
                        + "'; expected store_content, ttl, long_texts and near_duplicates");
            }
        });
        if (tree.hasNonNull("name") && !tree.get("name").asText().equals(name)) {
            throw Problem.badRequest("name: '" + tree.get("name").asText() + "' where the path says '" + name + "'");
        }
        JsonNode stored = tree.path("store_content");
        if (!stored.isBoolean() && !stored.isMissingNode() && !stored.isNull()) {
            throw Problem.badRequest("store_content: expected true or false");
        }
        return new StreamSettings(
                name,
                stored.asBoolean(true),
                ttl(tree.path("ttl")),
                longTexts(tree.path("long_texts")),
                nearDuplicates(tree.path("near_duplicates")));
    }

    private static @Nullable Duration ttl(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        try {
            Duration ttl = Durations.parse(node.asText());
            if (!ttl.isZero()) {
                return ttl;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw Problem.badRequest("ttl: '" + node.asText() + "': expected a positive duration such as 12h or 30d, or null");
    }

    private static @Nullable LongTexts longTexts(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        try {
            return LongTexts.parse(node.asText());
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("long_texts: " + e.getMessage());
        }
    }

    private static @Nullable Double nearDuplicates(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isNumber() || !StreamSettings.isSimilarity(node.doubleValue())) {
            throw Problem.badRequest(
                    "near_duplicates: " + node + ": expected a similarity above 0, at most 1, such as 0.95, or null");
        }
        return node.doubleValue();
    }

    private StreamSettings known(Context context) {
        String name = name(context);
        return streams.find(name)
                .orElseThrow(() -> Problem.of(HttpStatus.NOT_FOUND, "stream '" + name + "' does not exist"));
    }

    private static String name(Context context) {
        String name = context.pathParam("stream");
        if (!StreamName.isValid(name)) {
            throw Problem.badRequest("stream name '" + name + "': expected " + StreamName.PATTERN);
        }
        return name;
    }

    private static void answer(Context context, StreamSettings settings) {
        context.contentType("application/json").result(Json.write(json(settings)));
    }

    private static ObjectNode json(StreamSettings settings) {
        return Json.MAPPER
                .createObjectNode()
                .put("name", settings.name())
                .put("store_content", settings.storeContent())
                .put("ttl", settings.ttl() == null ? null : Durations.format(settings.ttl()))
                .put("long_texts", settings.longTexts() == null ? null : settings.longTexts().text())
                .put("near_duplicates", settings.nearDuplicates());
    }
}
