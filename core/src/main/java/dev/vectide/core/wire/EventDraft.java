package dev.vectide.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.stream.StreamName;
import dev.vectide.core.vector.FloatVector;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event while it is being read: takes field by field, notes every fault, and becomes an event only if there was none.
 *
 * <p>Used by one thread.
 */
final class EventDraft {
    private final EventLimits limits;
    private final Instant now;
    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, Object> attributes = new LinkedHashMap<>();
    private @Nullable String stream;
    private @Nullable String document;
    private @Nullable Identity identity;
    private @Nullable Instant time;
    private @Nullable Content content;
    /** Whether there was some, right or wrong. */
    private boolean contentSeen;

    EventDraft(EventLimits limits, Instant now) {
        this.limits = limits;
        this.now = now;
    }

    void fault(String field, String reason) {
        faults.add(new Fault(field, reason));
    }

    /** There is content, and it is wrong. */
    void contentFault(String field, String reason) {
        contentSeen = true;
        fault(field, reason);
    }

    void stream(@Nullable String name) {
        if (name == null) {
            fault("stream", "missing");
        } else if (!StreamName.isValid(name)) {
            fault("stream", "'" + cut(name) + "': expected " + StreamName.PATTERN);
        } else {
            stream = name;
        }
    }

    void document(String field, @Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            fault(field, "missing");
        } else if (!node.isTextual() && !node.isIntegralNumber()) {
            fault(field, "expected a text or a whole number");
        } else {
            document(field, node.asText());
        }
    }

    void document(String field, String id) {
        if (id.isBlank()) {
            fault(field, "empty");
        } else if (utf8(id).length > EventLimits.MAX_ID) {
            fault(field, utf8(id).length + " bytes, at most " + EventLimits.MAX_ID + " are allowed");
        } else if (!isWellFormed(id)) {
            fault(field, "has half a surrogate pair");
        } else {
            document = id;
        }
    }

    void identity(String source, String id) {
        if (source.isBlank() || id.isBlank()) {
            fault(source.isBlank() ? "source" : "id", "empty");
        } else if (utf8(source).length > EventLimits.MAX_ID || utf8(id).length > EventLimits.MAX_ID) {
            String field = utf8(source).length > EventLimits.MAX_ID ? "source" : "id";
            fault(field, "longer than " + EventLimits.MAX_ID + " bytes");
        } else if (!isWellFormed(source) || !isWellFormed(id)) {
            fault(isWellFormed(source) ? "id" : "source", "has half a surrogate pair");
        } else {
            identity = new Identity(source, id);
        }
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
                fault(field, "'" + cut(node.asText()) + "': expected RFC 3339, such as 2026-01-31T12:00:00Z");
            }
        } else {
            fault(field, "expected RFC 3339 text or milliseconds since the epoch");
        }
    }

    private void time(String field, Instant value) {
        if (value.isAfter(now.plus(limits.maxFuture()))) {
            fault(field, value + " is more than " + limits.maxFuture().toSeconds() + " s in the future");
        } else if (value.isBefore(Instant.EPOCH)) {
            fault(field, value + " is before 1970");
        } else {
            time = Instant.ofEpochMilli(value.toEpochMilli());
        }
    }

    void text(String field, JsonNode node) {
        contentSeen = true;
        if (!node.isTextual()) {
            fault(field, "expected a text");
        } else {
            text(field, node.asText());
        }
    }

    void text(String field, String text) {
        contentSeen = true;
        if (text.isBlank()) {
            fault(field, "empty");
        } else if (!isWellFormed(text)) {
            fault(field, "has half a surrogate pair");
        } else if (text.length() > limits.maxText() || utf8(text).length > limits.maxText()) {
            fault(field, utf8(text).length + " bytes, at most " + limits.maxText() + " are allowed");
        } else {
            content(field, new Content.Text(text));
        }
    }

    /** A data URI, base64 of a PNG, or an object of media_type and base64 data. */
    void image(String field, JsonNode node) {
        contentSeen = true;
        if (node.isTextual()) {
            image(field, node.asText(), "image/png");
        } else if (node.isObject() && node.size() == 2 && node.path("media_type").isTextual() && node.path("data").isTextual()) {
            image(field, node.get("data").asText(), node.get("media_type").asText());
        } else {
            fault(field, "expected a data URI, base64, or {\"media_type\": ..., \"data\": base64}");
        }
    }

    private void image(String field, String value, String mediaType) {
        String type = mediaType;
        String base64 = value;
        if (value.startsWith("data:")) {
            int comma = value.indexOf(',');
            if (comma < 0 || !value.substring(0, comma).endsWith(";base64")) {
                fault(field, "expected a data URI such as data:image/png;base64,...");
                return;
            }
            type = value.substring("data:".length(), comma - ";base64".length());
            base64 = value.substring(comma + 1);
        }
        byte[] data = base64(field, base64);
        if (data != null) {
            image(field, data, type);
        }
    }

    /** The bytes, or null with a fault noted. */
    byte @Nullable [] base64(String field, String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            contentFault(field, "is not base64: " + e.getMessage());
            return null;
        }
    }

    void image(String field, byte[] data, String type) {
        contentSeen = true;
        if (data.length > EventLimits.MAX_IMAGE) {
            fault(field, data.length + " bytes, at most " + EventLimits.MAX_IMAGE + " are allowed");
        } else if (data.length == 0) {
            fault(field, "empty");
        } else if (!type.startsWith("image/")) {
            fault(field, "media type '" + cut(type) + "': expected image/*");
        } else {
            content(field, new Content.Image(type, Bytes.copyOf(data)));
        }
    }

    /** @param space missing where the producer names none */
    void vector(String field, JsonNode node, JsonNode space) {
        contentSeen = true;
        if (!space.isTextual() && !space.isMissingNode() && !space.isNull()) {
            fault("space", "expected a text");
            return;
        }
        if (!node.isArray() || node.isEmpty() || node.size() > EventLimits.MAX_DIMENSION) {
            fault(field, "expected an array of 1 to " + EventLimits.MAX_DIMENSION + " numbers");
            return;
        }
        float[] values = new float[node.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode item = node.get(i);
            values[i] = item.isNumber() ? item.floatValue() : Float.NaN;
            if (!Float.isFinite(values[i])) {
                fault(field, "value " + i + " (" + cut(item.toString()) + ") is not a finite number");
                return;
            }
        }
        content(field, new Content.Vector(FloatVector.owning(values), space.isTextual() ? space.asText() : null));
    }

    void deleted() {
        content("data", new Content.Deleted());
    }

    @Nullable String document() {
        return document;
    }

    @Nullable String stream() {
        return stream;
    }

    /** Refuses another value than the context gave, if there is one at all. */
    void same(String field, JsonNode node, @Nullable String expected) {
        if (!node.isMissingNode() && !node.isNull() && expected != null && !node.asText().equals(expected)) {
            fault(field, "'" + cut(node.asText()) + "' where the event says '" + cut(expected) + "'");
        }
    }

    private void content(String field, Content value) {
        if (content != null) {
            fault(field, "exactly one of text, image and vector is allowed");
        } else {
            content = value;
        }
    }

    void attributes(String field, JsonNode node) {
        if (!node.isObject()) {
            fault(field, "expected an object");
            return;
        }
        node.properties().forEach(entry -> attribute(field + "." + entry.getKey(), entry.getKey(), entry.getValue()));
    }

    void attribute(String field, String name, JsonNode node) {
        if (node.isNull()) {
            return;
        }
        if (name.isBlank() || !isWellFormed(name) || utf8(name).length > EventLimits.MAX_ATTRIBUTE_NAME) {
            fault(field, "attribute name: expected 1 to " + EventLimits.MAX_ATTRIBUTE_NAME + " bytes");
            return;
        }
        Object value = value(node);
        if (value == null) {
            fault(field, "expected a text, a number, true, false or a list of texts");
        } else if (node.toString().length() > EventLimits.MAX_ATTRIBUTE_VALUE) {
            fault(field, "longer than " + EventLimits.MAX_ATTRIBUTE_VALUE + " characters");
        } else if (attributes.put(name, value) == null && attributes.size() == EventLimits.MAX_ATTRIBUTES + 1) {
            fault("attributes", "more than " + EventLimits.MAX_ATTRIBUTES);
        }
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isTextual()) {
            return isWellFormed(node.asText()) ? node.asText() : null;
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        if (node.isNumber()) {
            return Double.isFinite(node.doubleValue()) ? node.doubleValue() : null;
        }
        if (!node.isArray()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : node) {
            if (!item.isTextual() || !isWellFormed(item.asText())) {
                return null;
            }
            texts.add(item.asText());
        }
        return texts;
    }

    /** The event, or everything that is wrong with it. An event without a time happened now. */
    Reading finish(Origin origin, @Nullable String fallbackId) {
        if (content == null && !contentSeen) {
            fault("", "one of text, image and vector is missing");
        }
        if (!faults.isEmpty() || stream == null || document == null || content == null) {
            return new Reading.Refused(document == null ? fallbackId : document, faults);
        }
        Identity who = identity == null ? Identity.derived(hash()) : identity;
        return new Reading.Accepted(new Event(
                new DocumentKey(stream, document), who, time == null ? now : time, content, attributes, origin));
    }

    /** Over document, content, attributes and the time the producer gave. */
    private String hash() {
        Content what = Objects.requireNonNull(content);
        Event timeless = new Event(
                new DocumentKey(Objects.requireNonNull(stream), Objects.requireNonNull(document)),
                new Identity("-", "-"),
                time == null ? Instant.EPOCH : time,
                what,
                attributes,
                Origin.LIVE);
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(EventCodec.encode(timeless)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    static String cut(String text) {
        return text.length() <= 80 ? text : text.substring(0, 79) + "…";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
