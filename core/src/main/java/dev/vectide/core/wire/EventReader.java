package dev.vectide.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads events as producers send them: the plain form {@code {id, stream?, time?, text|image|vector, attributes}} and
 * CloudEvents 1.0, structured or as attributes beside a body. Whatever is wrong comes back as a value with every fault
 * named; nothing is thrown.
 *
 * <p>In all methods {@code stream} is that of the path or the mapping, null where the event must name it, and {@code now}
 * is when an event without a time happened. Immutable.
 */
public final class EventReader {
    private final EventLimits limits;
    private final PlainForm plain;
    private final CloudEventForm cloudEvents;

    public EventReader(EventLimits limits, FieldNames names) {
        this.limits = limits;
        this.plain = new PlainForm(names);
        this.cloudEvents = new CloudEventForm(plain);
    }

    /** One event in strict UTF-8 JSON, plain or a structured CloudEvent. */
    public Reading read(byte[] body, @Nullable String stream, Instant now, Origin origin) {
        StrictJson.Parsed parsed = StrictJson.parse(body);
        return parsed.tree() == null
                ? new Reading.Refused(null, List.of(parsed.why()))
                : read(parsed.tree(), stream, now, origin);
    }

    /** One event: a CloudEvent if it has a specversion, the plain form otherwise. */
    public Reading read(JsonNode tree, @Nullable String stream, Instant now, Origin origin) {
        if (!tree.isObject()) {
            return new Reading.Refused(null, List.of(new Fault("", "expected a JSON object")));
        }
        EventDraft draft = new EventDraft(limits, now);
        if (!tree.has("specversion")) {
            plain.read(draft, tree, stream);
            return draft.finish(origin, plain.id(tree));
        }
        cloudEvents.context(draft, tree, stream);
        cloudEvents.structured(draft, tree);
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
        cloudEvents.context(draft, StrictJson.tree(attributes), stream);
        cloudEvents.binary(draft, contentType, body);
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
        draft.content.deleted();
        return draft.finish(origin, document);
    }
}
