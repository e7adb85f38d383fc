package dev.vectide.core.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
                ? new Reading.Refused(null, List.of(Objects.requireNonNull(parsed.fault())))
                : read(parsed.tree(), stream, now, origin);
    }

    /**
     * One event: a CloudEvent if it has a specversion, the plain form otherwise.
     *
     * @param stream of the path or the mapping; null where the event must name it
     */
    public Reading read(JsonNode tree, @Nullable String stream, Instant now, Origin origin) {
        if (!tree.isObject()) {
            return new Reading.Refused(null, List.of(new Fault("", "expected a JSON object")));
        }
        return tree.has("specversion") ? cloudEvent(tree, stream, now, origin) : plain(tree, stream, now, origin);
    }

    private Reading plain(JsonNode tree, @Nullable String stream, Instant now, Origin origin) {
        EventDraft draft = new EventDraft(limits, now);
        JsonNode own = tree.path("stream");
        if (!own.isTextual() && !own.isMissingNode() && !own.isNull()) {
            draft.fault("stream", "expected a text");
        } else if (own.isTextual() && stream != null && !own.asText().equals(stream)) {
            draft.fault("stream", "'" + EventDraft.cut(own.asText()) + "' where '" + stream + "' is expected");
        } else {
            draft.stream(own.isTextual() ? own.asText() : stream);
        }
        draft.document(names.id(), tree.get(names.id()));
        draft.time(names.time(), tree.get(names.time()));
        content(draft, "", tree, Set.of(names.id(), names.time(), "stream"));
        return draft.finish(origin, tree.path(names.id()).asText(null));
    }

    /** text, image, vector, attributes; whatever else is refused, or an attribute where the producer's names apply. */
    private void content(EventDraft draft, String prefix, JsonNode tree, Set<String> known) {
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            String name = field.getKey();
            String where = prefix + name;
            JsonNode value = field.getValue();
            if (known.contains(name) || value.isNull()) {
                continue;
            }
            if (name.equals(names.text())) {
                draft.text(where, value);
            } else if (name.equals("image")) {
                draft.image(where, value);
            } else if (name.equals("vector")) {
                draft.vector(where, value, tree.path("space"));
            } else if (name.equals("attributes")) {
                draft.attributes(where, value);
            } else if (names.mapped()) {
                draft.attribute(where, name, value);
            } else if (!(name.equals("space") && tree.has("vector"))) {
                draft.fault(where, "unknown field; expected id, stream, time, one of text, image, vector, and attributes");
            }
        }
    }

    private Reading cloudEvent(JsonNode tree, @Nullable String stream, Instant now, Origin origin) {
        EventDraft draft = new EventDraft(limits, now);
        context(draft, tree, stream);
        JsonNode data = tree.path("data");
        JsonNode base64 = tree.path("data_base64");
        MediaType type = MediaType.of(tree.path("datacontenttype").asText(MediaType.JSON));
        if (base64.isTextual() && (data.isMissingNode() || data.isNull())) {
            byte[] bytes = draft.base64("data_base64", base64.asText());
            if (bytes != null) {
                data(draft, type, bytes);
            }
        } else if (!base64.isMissingNode() && !base64.isNull()) {
            draft.contentFault("data_base64", base64.isTextual() ? "there is data, too" : "expected a text");
        } else if (data.isMissingNode() || data.isNull()) {
            draft.deleted();
        } else if (type.isJson()) {
            jsonData(draft, data);
        } else if (type.isText()) {
            draft.text("data", data);
        } else {
            draft.contentFault("datacontenttype", "'" + type.name() + "' with data: expected application/json or text/plain");
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
        if (body == null || body.length == 0) {
            draft.deleted();
        } else {
            data(draft, MediaType.of(contentType == null ? MediaType.JSON : contentType), body);
        }
        return draft.finish(origin, attributes.get("id"));
    }

    /**
     * The deletion of a document, named outside of any body.
     *
     * @param identity (source, id) of the request, or null where it has none
     */
    public Reading deletion(
            @Nullable String stream, String document, @Nullable Identity identity, Instant now, Origin origin) {
        EventDraft draft = new EventDraft(limits, now);
        draft.stream(stream);
        draft.document("document", document);
        if (identity != null) {
            draft.identity(identity.source(), identity.id());
        }
        draft.deleted();
        return draft.finish(origin, document);
    }

    private void data(EventDraft draft, MediaType type, byte[] body) {
        if (type.isImage()) {
            draft.image("data", body, type.name());
        } else if (!type.isUtf8()) {
            draft.contentFault("datacontenttype", "charset '" + type.charset() + "': expected UTF-8");
        } else if (type.isText()) {
            try {
                draft.text("data", StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
            } catch (CharacterCodingException e) {
                draft.contentFault("data", "is not UTF-8");
            }
        } else if (type.isJson()) {
            Parsed parsed = parse(body);
            if (parsed.tree() == null) {
                draft.contentFault("data", Objects.requireNonNull(parsed.fault()).reason());
            } else {
                jsonData(draft, parsed.tree());
            }
        } else {
            draft.contentFault("datacontenttype", "'" + type.name() + "': expected application/json, text/plain or image/*");
        }
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
        if (tree.hasNonNull("stream") && !tree.get("stream").isTextual()) {
            draft.fault("stream", "expected a text");
        }
        String document = tree.path("subject").isTextual() ? "subject" : "id";
        if (tree.path(document).isTextual()) {
            draft.document(document, tree.get(document).asText());
        }
        if (tree.path("source").isTextual() && tree.path("id").isTextual()) {
            draft.identity(tree.get("source").asText(), tree.get("id").asText());
        }
        draft.time("time", tree.get("time"));
        tree.properties().forEach(field -> {
            if (!CONTEXT.contains(field.getKey())) {
                draft.attribute(field.getKey(), field.getKey(), field.getValue());
            }
        });
    }

    /** The plain form; id and stream may say again what the context says. */
    private void jsonData(EventDraft draft, JsonNode data) {
        if (data.isNull()) {
            draft.deleted();
        } else if (data.isObject()) {
            if (!names.mapped()) {
                draft.same("data.id", data.path("id"), draft.document());
                draft.same("data.stream", data.path("stream"), draft.stream());
            }
            content(draft, "data.", data, names.mapped() ? Set.of() : Set.of("id", "stream"));
        } else {
            draft.contentFault("data", "expected an object with text, image or vector");
        }
    }
}
