package dev.vectide.encoder.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.access.Caller;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.Encoder;
import dev.vectide.core.encoder.EncoderClosedException;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.space.Space;
import dev.vectide.core.stream.StreamDirectory;
import dev.vectide.core.wire.Json;
import dev.vectide.core.wire.StrictJson;
import dev.vectide.encoder.kafka.Reencode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.NotFoundResponse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's {@code /v1/embeddings} and {@code /v1/models} over the models that streams are encoded with, and {@code POST
 * /v1/streams/{stream}/reencode}.
 */
public final class EncoderRoutes {
    private final List<Encoder> encoders;
    private final Waiting waiting;
    private final Reencode reencode;
    private final StreamDirectory streams;
    private final Counter refused;

    /**
     * @param encoders one a space; the first answers where no model is named
     * @param mostTexts that may wait here at a time
     */
    public EncoderRoutes(
            List<Encoder> encoders, int mostTexts, Reencode reencode, StreamDirectory streams, MeterRegistry registry) {
        this.encoders = List.copyOf(encoders);
        this.waiting = new Waiting(mostTexts);
        this.reencode = reencode;
        this.streams = streams;
        this.refused = registry.counter("vectide.encoder.refused.requests", "reason", "busy");
        Gauge.builder("vectide.encoder.door.texts", waiting, Waiting::texts).register(registry);
    }

    public void register(JavalinConfig config) {
        config.routes.post("/v1/embeddings", this::embeddings);
        config.routes.get("/v1/models", context -> json(context, models()));
        config.routes.post("/v1/streams/{stream}/reencode", this::reencode);
        config.routes.exception(
                OpenAiError.class, (error, context) -> {
                    if (error.isForNow()) {
                        context.header("Retry-After", "1");
                    }
                    json(context.status(error.status()), error.body());
                });
    }

    private void embeddings(Context context) {
        List<Space> spaces = encoders.stream().map(Encoder::space).toList();
        EmbeddingsRequest request = EmbeddingsRequest.parse(body(context), spaces);
        Space space = request.space();
        Caller.of(context.attribute(Caller.ATTRIBUTE)).spendTexts(request.input().size());
        List<Encoded> encoded = encodeInTurn(encoders.get(spaces.indexOf(space)), request);
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

    /** The server's own refusals of a body, such as that it is too large, in OpenAI's shape as well. */
    private static byte[] body(Context context) {
        try {
            return context.bodyAsBytes();
        } catch (HttpResponseException e) {
            throw new OpenAiError(e.getStatus(), "invalid_body", null, "the body cannot be read: " + e.getMessage());
        }
    }

    private List<Encoded> encodeInTurn(Encoder encoder, EmbeddingsRequest request) {
        int texts = request.input().size();
        if (!waiting.enter(texts)) {
            refused.increment();
            throw OpenAiError.busy("too many texts wait to be encoded; try again in a second");
        }
        try {
            return encode(encoder, request);
        } finally {
            waiting.leave(texts);
        }
    }

    private static List<Encoded> encode(Encoder encoder, EmbeddingsRequest request) {
        try {
            List<Encoded> encoded = encoder.encode(request.input(), request.type());
            for (int i = 0; i < encoded.size(); i++) {
                if (!encoded.get(i).vector().isFinite()) {
                    throw new EncoderException("the model answers input[" + i + "] with what is not a number", null);
                }
            }
            return encoded;
        } catch (EncoderClosedException e) {
            throw OpenAiError.stopped(String.valueOf(e.getMessage()));
        } catch (EncoderException e) {
            throw new OpenAiError(500, "encoder_failed", null, String.valueOf(e.getMessage()));
        }
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
        ArrayNode data = answer.putArray("data");
        for (Encoder encoder : encoders) {
            Space space = encoder.space();
            data.addObject()
                    .put("id", space.name())
                    .put("object", "model")
                    .put("created", 0)
                    .put("owned_by", "vectide")
                    .put("space", space.qualifiedName())
                    .put("dimension", space.dimension())
                    .put("max_tokens", space.maxTokens());
        }
        return answer;
    }

    private void reencode(Context context) {
        String stream = context.pathParam("stream");
        JsonNode request = span(context.bodyAsBytes());
        if (streams.find(stream).isEmpty()) {
            throw new NotFoundResponse("stream '" + stream + "' does not exist");
        }
        Reencode.Result result = reencode.run(stream, time(request, "from"), time(request, "to"));
        json(
                context.status(202),
                Json.MAPPER
                        .createObjectNode()
                        .put("documents", result.documents())
                        .put("skipped", result.skipped())
                        .put("position", result.position().toString()));
    }

    /** An empty body is no bound at all. */
    private static JsonNode span(byte[] body) {
        if (body.length == 0) {
            return Json.MAPPER.createObjectNode();
        }
        StrictJson.Parsed parsed = StrictJson.parse(body);
        JsonNode tree = parsed.tree();
        if (tree == null) {
            throw new BadRequestResponse("the body " + parsed.why().reason());
        }
        if (!tree.isObject()) {
            throw new BadRequestResponse("the body is not a JSON object");
        }
        tree.fieldNames().forEachRemaining(name -> {
            if (!Set.of("from", "to").contains(name)) {
                throw new BadRequestResponse("unknown field '" + name + "'; expected from and to");
            }
        });
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
