package dev.vectide.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.hash.Sha256;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.stream.StreamName;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An event while it is being read: takes field by field, notes every fault, and becomes an event only if there was none.
 *
 * <p>Used by one thread.
 */
final class EventDraft {
    final Faults faults = new Faults();
    final ContentDraft content;
    final AttributesDraft attributes = new AttributesDraft(faults);
    private final EventLimits limits;
    private final Instant now;
    private @Nullable String stream;
    private @Nullable String document;
    private @Nullable Identity identity;
    private @Nullable Instant time;

    EventDraft(EventLimits limits, Instant now) {
        this.limits = limits;
        this.now = now;
        this.content = new ContentDraft(limits, faults);
    }

    @Nullable String stream() {
        return stream;
    }

    @Nullable String document() {
        return document;
    }

    boolean hasIdentity() {
        return identity != null;
    }

    void stream(@Nullable String name) {
        if (name == null) {
            faults.add("stream", "missing");
        } else if (!StreamName.isValid(name)) {
            faults.add("stream", "'" + Texts.cut(name) + "': expected " + StreamName.PATTERN);
        } else {
            stream = name;
        }
    }

    void document(String field, @Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            faults.add(field, "missing");
        } else if (!node.isTextual() && !node.isIntegralNumber()) {
            faults.add(field, "expected a text or a whole number");
        } else {
            document(field, node.asText());
        }
    }

    void document(String field, String id) {
        if (isName(field, id)) {
            document = id;
        }
    }

    void identity(String source, String id) {
        // Both are looked at, so that both faults are told.
        boolean rightSource = isName("source", source);
        if (isName("id", id) && rightSource) {
            identity = new Identity(source, id);
        }
    }

    private boolean isName(String field, String name) {
        if (name.isBlank()) {
            faults.add(field, "empty");
            return false;
        }
        int length = Texts.utf8Length(name);
        if (length > EventLimits.MAX_ID) {
            faults.add(field, length + " bytes, at most " + EventLimits.MAX_ID + " are allowed");
            return false;
        }
        return faults.requireWellFormed(field, name);
    }

    void time(String field, @Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return;
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            time(field, Instant.ofEpochMilli(node.longValue()));
        } else if (node.isTextual()) {
            try {
                time(field, OffsetDateTime.parse(node.asText()).toInstant());
            } catch (DateTimeParseException e) {
                faults.add(field, "'" + Texts.cut(node.asText()) + "': expected RFC 3339, such as 2026-01-31T12:00:00Z");
            }
        } else {
            faults.add(field, "expected RFC 3339 text or milliseconds since the epoch");
        }
    }

    private void time(String field, Instant value) {
        if (value.isAfter(now.plus(limits.maxFuture()))) {
            faults.add(field, value + " is more than " + limits.maxFuture().toSeconds() + " s in the future");
        } else if (value.isBefore(Instant.EPOCH)) {
            faults.add(field, value + " is before 1970");
        } else {
            time = Instant.ofEpochMilli(value.toEpochMilli());
        }
    }

    /** Refuses another value than the context gave, if there is one at all. */
    void same(String field, JsonNode node, @Nullable String expected) {
        if (!node.isMissingNode() && !node.isNull() && expected != null && !node.asText().equals(expected)) {
            faults.add(field, "'" + Texts.cut(node.asText()) + "' where the event says '" + Texts.cut(expected) + "'");
        }
    }

    /** The event, or everything that is wrong with it. An event without a time happened now. */
    Reading finish(Origin origin, @Nullable String fallbackId) {
        Content what = content.finish();
        if (!faults.isEmpty() || stream == null || document == null || what == null) {
            return new Reading.Refused(document == null ? fallbackId : document, faults.list());
        }
        DocumentKey key = new DocumentKey(stream, document);
        Identity who = identity == null ? Identity.derived(hash(key, what)) : identity;
        Instant when = time == null ? Instant.ofEpochMilli(now.toEpochMilli()) : time;
        return new Reading.Accepted(new Event(key, who, when, what, attributes.map(), origin));
    }

    /** Over document, content, attributes and the time the producer gave; retries are found by it, so it never changes. */
    private String hash(DocumentKey key, Content what) {
        Event timeless = new Event(
                key,
                new Identity("-", "-"),
                time == null ? Instant.EPOCH : time,
                what,
                attributes.map(),
                Origin.LIVE);
        return HexFormat.of().formatHex(Sha256.of(EventCodec.encode(timeless)));
    }
}
