package dev.vectide.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.vector.FloatVector;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An event's content while it is being read: takes the first that is right, and notes a second one as a fault.
 *
 * <p>Used by one thread.
 */
final class ContentDraft {
    /** In upper or lower case (RFC 3986, 3.1). */
    private static final String SCHEME = "data:";

    private static final Pattern LINK = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");
    private static final Pattern IMAGE = Pattern.compile("image/[A-Za-z0-9]");

    private final EventLimits limits;
    private final Faults faults;
    private @Nullable Content content;
    /** Whether there was some, right or wrong. */
    private boolean seen;

    ContentDraft(EventLimits limits, Faults faults) {
        this.limits = limits;
        this.faults = faults;
    }

    /** The content; where there was none at all, that is a fault. */
    @Nullable Content finish() {
        if (!seen) {
            faults.add("", "one of text, image and vector is missing");
        }
        return content;
    }

    /** There is content, and it is wrong. */
    void fault(String field, String reason) {
        seen = true;
        faults.add(field, reason);
    }

    void deleted() {
        set("data", new Content.Deleted());
    }

    void text(String field, JsonNode node) {
        if (node.isTextual()) {
            text(field, node.asText());
        } else {
            fault(field, "expected a text");
        }
    }

    void text(String field, String text) {
        if (text.isBlank()) {
            fault(field, "empty");
        } else if (text.length() > limits.maxText() || Texts.utf8Length(text) > limits.maxText()) {
            fault(field, Texts.utf8Length(text) + " bytes, at most " + limits.maxText() + " are allowed");
        } else if (faults.requireWellFormed(field, text)) {
            set(field, new Content.Text(text));
        } else {
            seen = true;
        }
    }

    /** A data URI, base64 of a PNG, or an object of media_type and base64 data. */
    void image(String field, JsonNode node) {
        JsonNode type = node.path("media_type");
        JsonNode data = node.path("data");
        if (node.isTextual() && node.asText().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            dataUri(field, node.asText());
        } else if (node.isTextual() && LINK.matcher(node.asText()).lookingAt()) {
            fault(field, "is a link, which is not followed; expected a data URI or base64");
        } else if (node.isTextual()) {
            base64Image(field, node.asText(), "image/png");
        } else if (node.size() == 2 && type.isTextual() && data.isTextual()) {
            base64Image(field, data.asText(), type.asText());
        } else {
            fault(field, "expected a data URI, base64, or {\"media_type\": ..., \"data\": base64}");
        }
    }

    private void dataUri(String field, String uri) {
        int comma = uri.indexOf(',');
        if (comma < 0 || !uri.substring(0, comma).endsWith(";base64")) {
            fault(field, "expected a data URI such as data:image/png;base64,...");
            return;
        }
        String type = uri.substring(SCHEME.length(), comma - ";base64".length());
        base64Image(field, uri.substring(comma + 1), type);
    }

    private void base64Image(String field, String base64, String type) {
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
            fault(field, "is not base64: " + e.getMessage());
            return null;
        }
    }

    void image(String field, byte[] data, String type) {
        if (data.length > EventLimits.MAX_IMAGE) {
            fault(field, data.length + " bytes, at most " + EventLimits.MAX_IMAGE + " are allowed");
        } else if (data.length == 0) {
            fault(field, "empty");
        } else if (!IMAGE.matcher(type).lookingAt()) {
            fault(field, "media type '" + Texts.cut(type) + "': expected image/*");
        } else {
            set(field, new Content.Image(type, Bytes.copyOf(data)));
        }
    }

    /** @param space missing where the producer names none */
    void vector(String field, JsonNode node, JsonNode space) {
        if (!space.isTextual() && !space.isMissingNode() && !space.isNull()) {
            fault("space", "expected a text");
            return;
        }
        if (space.isTextual() && space.asText().isEmpty()) {
            fault("space", "empty");
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
                fault(field, "value " + i + " (" + Texts.cut(item.toString()) + ") is not a finite number");
                return;
            }
        }
        set(field, new Content.Vector(FloatVector.owning(values), space.isTextual() ? space.asText() : null));
    }

    private void set(String field, Content value) {
        seen = true;
        if (content != null) {
            faults.add(field, "exactly one of text, image and vector is allowed");
        } else {
            content = value;
        }
    }
}
