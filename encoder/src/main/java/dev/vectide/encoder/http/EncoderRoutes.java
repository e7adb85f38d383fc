package dev.vectide.encoder.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.space.Space;
import dev.vectide.core.wire.Json;
import dev.vectide.encoder.TextModel;
import dev.vectide.encoder.kafka.Reencode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's {@code /v1/embeddings} and {@code /v1/models} over the model that streams are encoded with, and {@code POST
 * /v1/streams/{stream}/reencode}.
 */
public final class EncoderRoutes {
    private final TextModel model;
    private final Reencode reencode;

    public EncoderRoutes(TextModel model, Reencode reencode) {
        this.model = model;
        this.reencode = reencode;
    }

    public void register(JavalinConfig config) {
        config.routes.post("/v1/embeddings", this::embeddings);
        config.routes.get("/v1/models", context -> json(context, models()));
        config.routes.post("/v1/streams/{stream}/reencode", this::reencode);
        config.routes.exception(
                OpenAiError.class, (error, context) -> json(context.status(error.status()), error.body()));
    }

    private void embeddings(Context context) {
        Space space = model.space();
        EmbeddingsRequest request = EmbeddingsRequest.parse(context.body(), space);
        List<Encoded> encoded;
        try {
            encoded = model.encode(request.input(), request.type());
        } catch (EncoderException e) {
            throw new OpenAiError(500, "encoder_failed", null, String.valueOf(e.getMessage()));
        }
        ObjectNode answer = Json.MAPPER.createObjectNode().put("object", "list");
        ArrayNode data = answer.putArray("data");
        int tokens = 0;
        int truncated = 0;
        for (int i = 0; i < encoded.size(); i++) {
            Encoded one = encoded.get(i);
            if (one.truncated() && !request.truncate()) {
                throw EmbeddingsRequest.bad(
                        "context_length_exceeded",
                        "input",
                        "input[" + i + "] has " + one.tokens() + " tokens, the model takes " + space.maxTokens()
                                + "; shorten it, or send \"truncate\": \"end\"");
            }
            tokens += Math.min(one.tokens(), space.maxTokens());
            truncated += one.truncated() ? 1 : 0;
            data.add(item(i, one, request.base64()));
        }
        answer.put("model", space.name());
        answer.putObject("usage")
                .put("prompt_tokens", tokens)
                .put("total_tokens", tokens)
                .put("truncated_inputs", truncated);
        json(context.header("X-Embedding-Space", space.qualifiedName()), answer);
    }

    private static ObjectNode item(int index, Encoded encoded, boolean base64) {
        ObjectNode item = Json.MAPPER.createObjectNode().put("object", "embedding").put("index", index);
        if (base64) {
            item.put("embedding", Base64.getEncoder().encodeToString(encoded.vector().toLittleEndian()));
        } else {
            ArrayNode values = item.putArray("embedding");
            for (int i = 0; i < encoded.vector().dimension(); i++) {
                values.add(encoded.vector().get(i));
            }
        }
        return item;
    }

    private ObjectNode models() {
        ObjectNode answer = Json.MAPPER.createObjectNode().put("object", "list");
        answer.putArray("data")
                .addObject()
                .put("id", model.space().name())
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "vectide")
                .put("space", model.space().qualifiedName())
                .put("dimension", model.space().dimension())
                .put("max_tokens", model.space().maxTokens());
        return answer;
    }

    private void reencode(Context context) {
        JsonNode request = context.body().isBlank() ? Json.MAPPER.createObjectNode() : tree(context.body());
        request.fieldNames().forEachRemaining(name -> {
            if (!Set.of("from", "to").contains(name)) {
                throw new BadRequestResponse("unknown field '" + name + "'; expected from and to");
            }
        });
        Reencode.Result result =
                reencode.run(context.pathParam("stream"), time(request, "from"), time(request, "to"));
        json(
                context.status(202),
                Json.MAPPER
                        .createObjectNode()
                        .put("documents", result.documents())
                        .put("skipped", result.skipped())
                        .put("position", result.position().toString()));
    }

    private static JsonNode tree(String body) {
        JsonNode tree;
        try {
            tree = Json.MAPPER.readTree(body);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new BadRequestResponse("the body is not JSON: " + e.getOriginalMessage());
        }
        if (!tree.isObject()) {
            throw new BadRequestResponse("the body is not a JSON object");
        }
        return tree;
    }

    private static @Nullable Instant time(JsonNode request, String field) {
        if (!request.hasNonNull(field)) {
            return null;
        }
        try {
            return Instant.parse(request.get(field).asText());
        } catch (DateTimeParseException e) {
            throw new BadRequestResponse(
                    field + " = " + request.get(field) + ": expected a time such as 2026-01-31T12:00:00Z");
        }
    }

    private static void json(Context context, Object body) {
        context.contentType("application/json").result(Json.write(body));
    }
}
