package dev.vectide.encoder.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.space.Space;
import dev.vectide.core.wire.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/embeddings}.
 *
 * @param space that the vectors are wanted in
 * @param truncate whether a text that is too long is cut; otherwise it is refused
 * @param base64 whether vectors are answered as base64 of little-endian floats
 */
record EmbeddingsRequest(Space space, List<String> input, InputType type, boolean truncate, boolean base64) {
    private static final int MOST_INPUTS = 2048;
    private static final Set<String> FIELDS =
            Set.of("input", "model", "encoding_format", "input_type", "truncate", "user", "dimensions");

    /**
     * Refuses what it cannot serve, naming the field.
     *
     * @param served the first is meant where no model is named
     */
    static EmbeddingsRequest parse(byte[] body, List<Space> served) {
        StrictJson.Parsed parsed = StrictJson.parse(body);
        JsonNode json = parsed.tree();
        if (json == null) {
            throw bad("invalid_json", null, "the body " + parsed.why().reason());
        }
        if (!json.isObject()) {
            throw bad("invalid_json", null, "the body is not a JSON object");
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw bad("unsupported", name, "unsupported field '" + name + "'");
            }
        });
        Space space = space(json.path("model"), served);
        checkDimensions(json.path("dimensions"), space);
        return new EmbeddingsRequest(
                space,
                texts(json.path("input")),
                choice(json, "input_type", "document", "query", "document").equals("query")
                        ? InputType.QUERY
                        : InputType.DOCUMENT,
                choice(json, "truncate", "none", "none", "end").equals("end"),
                choice(json, "encoding_format", "float", "float", "base64").equals("base64"));
    }

    private static Space space(JsonNode model, List<Space> served) {
        if (isAbsent(model)) {
            return served.get(0);
        }
        if (!model.isTextual()) {
            throw bad("invalid_value", "model", "model = " + model + ": expected a string");
        }
        String name = model.asText();
        return served.stream()
                .filter(space -> name.equals(space.name()) || name.equals(space.qualifiedName()))
                .findFirst()
                .orElseThrow(() -> new OpenAiError(
                        404, "model_not_found", "model", "model '" + name + "' is not served here; "
                                + String.join(", ", served.stream().map(Space::name).toList())
                                + (served.size() == 1 ? " is" : " are")));
    }

    private static void checkDimensions(JsonNode dimensions, Space space) {
        if (!isAbsent(dimensions) && !dimensions.equals(IntNode.valueOf(space.dimension()))) {
            throw bad("unsupported", "dimensions", "dimensions is " + space.dimension() + " and cannot be changed");
        }
    }

    private static List<String> texts(JsonNode input) {
        List<String> texts = new ArrayList<>();
        if (input.isTextual()) {
            texts.add(input.asText());
        } else if (input.isArray()) {
            for (JsonNode item : input) {
                if (!item.isTextual()) {
                    throw bad("unsupported", "input", "input holds something other than strings");
                }
                texts.add(item.asText());
            }
        } else {
            throw bad("invalid_input", "input", "input: expected a string or an array of strings");
        }
        if (texts.isEmpty() || texts.size() > MOST_INPUTS) {
            throw bad("invalid_input", "input", "input holds " + texts.size() + " texts; expected 1 to " + MOST_INPUTS);
        }
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).isBlank()) {
                throw bad("invalid_input", "input", "input[" + i + "] is empty");
            }
        }
        return texts;
    }

    private static String choice(JsonNode json, String field, String fallback, String... allowed) {
        JsonNode value = json.path(field);
        if (isAbsent(value)) {
            return fallback;
        }
        if (!value.isTextual() || !List.of(allowed).contains(value.asText())) {
            throw bad("invalid_value", field, field + " = " + value + ": expected " + String.join(" or ", allowed));
        }
        return value.asText();
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    static OpenAiError bad(String code, @Nullable String parameter, String message) {
        return new OpenAiError(400, code, parameter, message);
    }
}
