package dev.vectide.core.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vectide.core.event.Origin;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads events as producers send them: the plain form {@code {id, stream?, time?, text|image|vector, attributes}} and
 * CloudEvents 1.0, structured or as attributes beside a body. Whatever is wrong comes back as a value with every fault
 * named; nothing is thrown.
 *
 * <p>Immutable.
 */
public final class EventReader {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> CONTEXT = Set.of(
            "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "data",
            "data_base64", "stream");

    private final EventLimits limits;
    private final FieldNames names;

    public EventReader(EventLimits limits, FieldNames names) {
        this.limits = limits;
        this.names = names;
    }

    /** The tree of a JSON document in strict UTF-8, or the fault that it is none. */
    public static Parsed parse(byte[] body) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            return new Parsed(null, new Fault("", "is not UTF-8"));
        }
        try {
            JsonNode tree = STRICT.readTree(text);
            return tree == null || tree.isMissingNode()
                    ? new Parsed(null, new Fault("", "is empty"))
                    : new Parsed(tree, null);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
            return new Parsed(null, new Fault("", "is not JSON" + where + ": " + e.getOriginalMessage()));
        }
    }

    /** Exactly one of the two is there. */
    public record Parsed(@Nullable JsonNode tree, @Nullable Fault fault) {}

    /** One event in strict UTF-8 JSON, plain or a structured CloudEvent. */
    public Reading read(byte[] body, @Nullable String stream, Instant now, Origin origin) {
        Parsed parsed = parse(body);
        return parsed.tree() == null
                ? new Reading.Refused(null, java.util.List.of(java.util.Objects.requireNonNull(parsed.fault())))
                : read(parsed.tree(), stream, now, origin);
    }

    /**
     * One event: a CloudEvent if it has a specversion, the plain form otherwise.
     *
     * @param stream of the path or the mapping; null where the event must name it
     */
    public Reading read(JsonNode tree, @Nullable String stream, Instant now, Origin origin) {
        if (!tree.isObject()) {
            return new Reading.Refused(null, java.util.List.of(new Fault("", "expected a JSON object")));
        }
        return tree.has("specversion") ? cloudEvent(tree, stream, now, origin) : plain(tree, stream, now, origin);
    }

    private Reading plain(JsonNode tree, @Nullable String stream, Instant now, Origin origin) {
        EventDraft draft = new EventDraft(limits, now);
        JsonNode own = tree.get("stream");
        String named = own != null && own.isTextual() ? own.asText() : null;
        if (named != null && stream != null && !named.equals(stream)) {
            draft.fault("stream", "'" + named + "' where '" + stream + "' is expected");
        } else {
            draft.stream(named == null ? stream : named);
        }
        draft.document(names.id(), tree.get(names.id()));
        draft.time(names.time(), tree.get(names.time()));
        content(draft, tree, Set.of(names.id(), names.time(), "stream"));
        return draft.finish(origin, tree.path(names.id()).asText(null));
    }

    /** text, image, vector, attributes; whatever else is refused, or an attribute where the producer's names apply. */
    private void content(EventDraft draft, JsonNode tree, Set<String> known) {
        for (Iterator<Map.Entry<String, JsonNode>> fields = tree.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (known.contains(name) || value.isNull()) {
                continue;
            }
            if (name.equals(names.text())) {
                draft.text(name, value);
            } else if (name.equals("image")) {
                draft.image(name, value.asText(), "image/png");
            } else if (name.equals("vector")) {
                draft.vector(name, value, tree.path("space").isTextual() ? tree.path("space").asText() : null);
            } else if (name.equals("attributes")) {
                draft.attributes(name, value);
            } else if (names.mapped()) {
                draft.attribute(name, name, value);
            } else if (!(name.equals("space") && tree.has("vector"))) {
                draft.fault(name, "unknown field; expected id, stream, time, one of text, image, vector, and attributes");
            }
        }
    }

    private Reading cloudEvent(JsonNode tree, @Nullable String stream, Instant now, Origin origin) {
        EventDraft draft = new EventDraft(limits, now);
        context(draft, tree, stream);
        JsonNode data = tree.get("data");
        String type = tree.path("datacontenttype").asText("application/json");
        if (tree.has("data_base64")) {
            draft64(draft, type, tree.get("data_base64").asText());
        } else if (data == null || data.isNull()) {
            draft.deleted();
        } else if (isJson(type)) {
            jsonData(draft, data);
        } else if (type.startsWith("text/")) {
            draft.text("data", data);
        } else {
            draft.fault("datacontenttype", "'" + type + "': expected application/json, text/plain or image/*");
        }
        return draft.finish(origin, tree.path("id").asText(null));
    }

    /**
     * A CloudEvent in binary mode.
     *
     * @param attributes context attributes without prefix, names in lower case
     * @param body empty or null: delete
     */
    public Reading binary(
            Map<String, String> attributes,
            @Nullable String contentType,
            byte @Nullable [] body,
            @Nullable String stream,
            Instant now,
            Origin origin) {
        EventDraft draft = new EventDraft(limits, now);
        context(draft, STRICT.valueToTree(attributes), stream);
        String type = contentType == null ? "application/json" : contentType.toLowerCase(Locale.ROOT);
        if (body == null || body.length == 0) {
            draft.deleted();
        } else if (type.startsWith("image/")) {
            draft.image("data", body, type);
        } else if (type.startsWith("text/")) {
            try {
                draft.text("data", StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
            } catch (CharacterCodingException e) {
                draft.fault("data", "is not UTF-8");
            }
        } else if (isJson(type)) {
            Parsed parsed = parse(body);
            if (parsed.tree() == null) {
                draft.fault("data", java.util.Objects.requireNonNull(parsed.fault()).reason());
            } else {
                jsonData(draft, parsed.tree());
            }
        } else {
            draft.fault("datacontenttype", "'" + type + "': expected application/json, text/plain or image/*");
        }
        return draft.finish(origin, attributes.get("id"));
    }

    private void context(EventDraft draft, JsonNode tree, @Nullable String stream) {
        for (String required : new String[] {"id", "source", "type"}) {
            if (!tree.path(required).isTextual()) {
                draft.fault(required, "missing, or not a text");
            }
        }
        if (!tree.path("specversion").asText().equals("1.0")) {
            draft.fault("specversion", "'" + tree.path("specversion").asText() + "': expected 1.0");
        }
        draft.stream(tree.path("stream").isTextual() ? tree.get("stream").asText() : stream);
        String document = tree.path("subject").isTextual() ? "subject" : "id";
        if (tree.path(document).isTextual()) {
            draft.document(document, tree.get(document).asText());
        }
        if (tree.path("source").isTextual() && tree.path("id").isTextual()) {
            draft.identity(tree.get("source").asText(), tree.get("id").asText());
        }
        draft.time("time", tree.get("time"));
        tree.fields().forEachRemaining(field -> {
            if (!CONTEXT.contains(field.getKey())) {
                draft.attribute(field.getKey(), field.getKey(), field.getValue());
            }
        });
    }

    /** The plain form without id, stream and time, which the context has. */
    private void jsonData(EventDraft draft, JsonNode data) {
        if (data.isNull()) {
            draft.deleted();
        } else if (data.isObject()) {
            content(draft, data, Set.of());
        } else {
            draft.fault("data", "expected an object with text, image or vector");
        }
    }

    private static void draft64(EventDraft draft, String type, String base64) {
        if (type.startsWith("image/")) {
            draft.image("data_base64", base64, type);
        } else {
            draft.fault("datacontenttype", "'" + type + "' with data_base64: expected image/*");
        }
    }

    private static boolean isJson(String type) {
        return type.startsWith("application/json") || type.contains("+json");
    }
}
