package dev.vectide.monitor.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.wire.StrictJson;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Small JSON bodies of our own shapes: an unknown field is refused by its name. Query parameters likewise. */
final class RequestBody {
    private static final int LARGEST = 1 << 14;
    private static final int LONGEST_TEXT = 1000;

    private RequestBody() {}

    /** @param known names of the fields */
    static JsonNode read(Context context, Set<String> known) throws IOException {
        byte[] bytes = bytes(context, LARGEST);
        StrictJson.Parsed parsed = StrictJson.parse(bytes);
        JsonNode tree = parsed.tree();
        if (tree == null || !tree.isObject()) {
            String why = tree == null ? parsed.why().reason() : "is not a JSON object";
            throw new Refusal(HttpStatus.BAD_REQUEST, "the body " + why);
        }
        tree.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                throw new Refusal(
                        HttpStatus.BAD_REQUEST,
                        "unknown field '" + field + "'; expected " + String.join(", ", new TreeSet<>(known)));
            }
        });
        return tree;
    }

    static byte[] bytes(Context context, int most) throws IOException {
        byte[] bytes = context.bodyInputStream().readNBytes(most + 1);
        if (bytes.length > most) {
            throw new Refusal(HttpStatus.CONTENT_TOO_LARGE, "the body is larger than " + most + " bytes");
        }
        return bytes;
    }

    static String text(JsonNode body, String field) {
        String text = optional(body, field);
        if (text == null || text.isBlank()) {
            throw new Refusal(HttpStatus.BAD_REQUEST, field + ": expected a text");
        }
        return text;
    }

    static @Nullable String optional(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.asText().length() > LONGEST_TEXT) {
            throw new Refusal(HttpStatus.BAD_REQUEST, field + ": expected a text of at most " + LONGEST_TEXT + " characters");
        }
        return value.asText();
    }

    /** Of a query parameter. */
    static String word(Context context, String name) {
        String word = context.queryParam(name);
        if (word == null || word.isBlank() || word.length() > LONGEST_TEXT) {
            throw new Refusal(HttpStatus.BAD_REQUEST, name + ": expected a text of at most " + LONGEST_TEXT + " characters");
        }
        return word;
    }

    static @Nullable Instant time(String field, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new Refusal(
                    HttpStatus.BAD_REQUEST, field + ": '" + text + "', expected a time such as 2026-01-31T12:00:00Z");
        }
    }
}
