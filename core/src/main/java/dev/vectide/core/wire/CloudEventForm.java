package dev.vectide.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.CharacterCodingException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0: stream = the extension of that name; document = subject, else id; (source, id) is the identity; data
 * by its content type; no data = delete; other extensions become attributes.
 */
final class CloudEventForm {
    private static final Set<String> CONTEXT = Set.of(
            "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "data",
            "data_base64", "stream");

    private final PlainForm plain;

    CloudEventForm(PlainForm plain) {
        this.plain = plain;
    }

    /** The context attributes. */
    void context(EventDraft draft, JsonNode tree, @Nullable String stream) {
        for (String required : new String[] {"id", "source", "type"}) {
            if (!tree.path(required).isTextual()) {
                draft.faults.add(required, "missing, or not a text");
            }
        }
        if (!tree.path("specversion").asText().equals("1.0")) {
            draft.faults.add("specversion", "'" + Texts.cut(tree.path("specversion").asText()) + "': expected 1.0");
        }
        names(draft, tree, stream);
        draft.time("time", tree.get("time"));
        tree.properties().forEach(field -> {
            if (!CONTEXT.contains(field.getKey())) {
                draft.attributes.one(field.getKey(), field.getKey(), field.getValue());
            }
        });
    }

    private static void names(EventDraft draft, JsonNode tree, @Nullable String stream) {
        JsonNode own = tree.path("stream");
        if (own.isTextual() || own.isMissingNode() || own.isNull()) {
            draft.stream(own.isTextual() ? own.asText() : stream);
        } else {
            draft.faults.add("stream", "expected a text");
        }
        if (tree.path("source").isTextual() && tree.path("id").isTextual()) {
            draft.identity(tree.get("source").asText(), tree.get("id").asText());
        }
        if (tree.path("subject").isTextual()) {
            draft.document("subject", tree.get("subject").asText());
        } else if (tree.hasNonNull("subject")) {
            draft.faults.add("subject", "expected a text");
        } else if (draft.hasIdentity()) {
            draft.document("id", tree.get("id").asText());
        }
    }

    /** The data of structured mode, inside of the event. */
    void structured(EventDraft draft, JsonNode tree) {
        JsonNode data = tree.path("data");
        JsonNode base64 = tree.path("data_base64");
        boolean noData = data.isMissingNode() || data.isNull();
        MediaType type = MediaType.of(tree.path("datacontenttype").asText(MediaType.JSON));
        if (!base64.isMissingNode() && !base64.isNull()) {
            base64(draft, type, base64, noData);
        } else if (noData) {
            draft.content.deleted();
        } else if (type.isJson()) {
            plain.data(draft, data);
        } else if (type.isText()) {
            draft.content.text("data", data);
        } else {
            draft.content.fault(
                    "datacontenttype", "'" + type.name() + "' with data: expected application/json or text/plain");
        }
    }

    private void base64(EventDraft draft, MediaType type, JsonNode base64, boolean alone) {
        if (!alone || !base64.isTextual()) {
            draft.content.fault("data_base64", alone ? "expected a text" : "there is data, too");
            return;
        }
        byte[] bytes = draft.content.base64("data_base64", base64.asText());
        if (bytes != null) {
            body(draft, type, bytes);
        }
    }

    /** The data of binary mode, beside the context; none = delete. */
    void binary(EventDraft draft, @Nullable String contentType, byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            draft.content.deleted();
        } else {
            body(draft, MediaType.of(contentType == null ? MediaType.JSON : contentType), body);
        }
    }

    private void body(EventDraft draft, MediaType type, byte[] body) {
        if (type.isImage()) {
            draft.content.image("data", body, type.name());
        } else if (!type.isUtf8()) {
            draft.content.fault("datacontenttype", "charset '" + type.charset() + "': expected UTF-8");
        } else if (type.isText()) {
            text(draft, body);
        } else if (type.isJson()) {
            StrictJson.Parsed parsed = StrictJson.parse(body);
            if (parsed.tree() == null) {
                draft.content.fault("data", parsed.why().reason());
            } else {
                plain.data(draft, parsed.tree());
            }
        } else {
            draft.content.fault(
                    "datacontenttype", "'" + type.name() + "': expected application/json, text/plain or image/*");
        }
    }

    private static void text(EventDraft draft, byte[] body) {
        try {
            draft.content.text("data", StrictJson.utf8(body));
        } catch (CharacterCodingException e) {
            draft.content.fault("data", "is not UTF-8");
        }
    }
}
