package dev.vectide.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The plain form {@code {id, stream?, time?, text|image|vector, attributes}}, by its own field names or a producer's. */
final class PlainForm {
    private final FieldNames names;

    PlainForm(FieldNames names) {
        this.names = names;
    }

    /**
     * A whole event.
     *
     * @param stream of the path or the mapping; null where the event must name it
     */
    void read(EventDraft draft, JsonNode tree, @Nullable String stream) {
        stream(draft, tree.path("stream"), stream);
        draft.document(names.id(), tree.get(names.id()));
        draft.time(names.time(), tree.get(names.time()));
        content(draft, "", tree, Set.of(names.id(), names.time(), "stream"));
    }

    /** What the event says its id is, for an answer. */
    @Nullable String id(JsonNode tree) {
        return tree.path(names.id()).asText(null);
    }

    /** The data of a CloudEvent; id and stream may say again what its context says. */
    void data(EventDraft draft, JsonNode data) {
        if (data.isNull()) {
            draft.content.deleted();
        } else if (!data.isObject()) {
            draft.content.fault("data", "expected an object with text, image or vector");
        } else if (names.mapped()) {
            content(draft, "data.", data, Set.of());
        } else {
            draft.same("data.id", data.path("id"), draft.document());
            draft.same("data.stream", data.path("stream"), draft.stream());
            content(draft, "data.", data, Set.of("id", "stream"));
        }
    }

    private static void stream(EventDraft draft, JsonNode own, @Nullable String stream) {
        if (own.isMissingNode() || own.isNull()) {
            draft.stream(stream);
        } else if (!own.isTextual()) {
            draft.faults.add("stream", "expected a text");
        } else if (stream != null && !own.asText().equals(stream)) {
            draft.faults.add("stream", "'" + Texts.cut(own.asText()) + "' where '" + stream + "' is expected");
        } else {
            draft.stream(own.asText());
        }
    }

    /** Whatever is not known is refused, or an attribute where the producer's names apply. */
    private void content(EventDraft draft, String prefix, JsonNode tree, Set<String> known) {
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            if (!known.contains(field.getKey()) && !field.getValue().isNull()) {
                content(draft, prefix + field.getKey(), field.getKey(), field.getValue(), tree);
            }
        }
    }

    private void content(EventDraft draft, String where, String name, JsonNode value, JsonNode tree) {
        if (name.equals(names.text())) {
            draft.content.text(where, value);
        } else if (name.equals("image")) {
            draft.content.image(where, value);
        } else if (name.equals("vector")) {
            draft.content.vector(where, value, tree.path("space"));
        } else if (name.equals("attributes")) {
            draft.attributes.object(where, value);
        } else if (names.mapped()) {
            draft.attributes.one(where, name, value);
        } else if (!(name.equals("space") && tree.has("vector"))) {
            draft.faults.add(where, "unknown field; expected id, stream, time, one of text, image, vector, and attributes");
        }
    }
}
