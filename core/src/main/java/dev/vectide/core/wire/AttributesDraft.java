package dev.vectide.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event's attributes while they are being read. A null is no attribute.
 *
 * <p>Used by one thread.
 */
final class AttributesDraft {
    private final Faults faults;
    private final Map<String, Object> attributes = new LinkedHashMap<>();

    AttributesDraft(Faults faults) {
        this.faults = faults;
    }

    Map<String, Object> map() {
        return attributes;
    }

    void object(String field, JsonNode node) {
        if (!node.isObject()) {
            faults.add(field, "expected an object");
            return;
        }
        node.properties().forEach(entry -> one(field + "." + entry.getKey(), entry.getKey(), entry.getValue()));
    }

    void one(String field, String name, JsonNode node) {
        if (node.isNull()) {
            return;
        }
        if (name.isBlank() || Texts.utf8Length(name) > EventLimits.MAX_ATTRIBUTE_NAME) {
            faults.add(Texts.cut(field), "attribute name: expected 1 to " + EventLimits.MAX_ATTRIBUTE_NAME + " bytes");
            return;
        }
        if (!faults.requireWellFormed(field, name)) {
            return;
        }
        Object value = value(node);
        if (value == null) {
            faults.add(field, "expected a text, a number, true, false or a list of texts");
        } else if (node.toString().length() > EventLimits.MAX_ATTRIBUTE_VALUE) {
            faults.add(field, "longer than " + EventLimits.MAX_ATTRIBUTE_VALUE + " characters");
        } else if (attributes.put(name, value) == null && attributes.size() == EventLimits.MAX_ATTRIBUTES + 1) {
            faults.add("attributes", "more than " + EventLimits.MAX_ATTRIBUTES);
        }
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isTextual()) {
            return Texts.isWellFormed(node.asText()) ? node.asText() : null;
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
        return node.isArray() ? texts(node) : null;
    }

    private static @Nullable List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : array) {
            if (!item.isTextual() || !Texts.isWellFormed(item.asText())) {
                return null;
            }
            texts.add(item.asText());
        }
        return texts;
    }
}
