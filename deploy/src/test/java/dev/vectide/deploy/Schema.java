package dev.vectide.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The OpenAPI schema of a custom resource, as its CustomResourceDefinition holds it: types, fields, lists, maps and enumerations,
 * which is all that those have. A field that the schema does not name is a fault.
 */
final class Schema {
    private Schema() {}

    /** @return what is wrong, each by the path of its field; empty if nothing is */
    static List<String> faults(JsonNode schema, JsonNode value) {
        List<String> faults = new ArrayList<>();
        check(schema, value, "", faults);
        return faults;
    }

    private static void check(JsonNode schema, JsonNode value, String path, List<String> faults) {
        if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            return;
        }
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            is(value.isInt() || value.isTextual(), path, "a number or a text", faults);
            return;
        }
        switch (schema.path("type").asText()) {
            case "object" -> object(schema, value, path, faults);
            case "array" -> {
                is(value.isArray(), path, "a list", faults);
                for (int i = 0; i < value.size(); i++) {
                    check(schema.path("items"), value.get(i), path + "[" + i + "]", faults);
                }
            }
            case "string" -> is(value.isTextual(), path, "a text", faults);
            case "integer" -> is(value.isIntegralNumber(), path, "a whole number", faults);
            case "number" -> is(value.isNumber(), path, "a number", faults);
            case "boolean" -> is(value.isBoolean(), path, "true or false", faults);
            default -> faults.add(path + ": the schema says nothing of its type");
        }
        JsonNode options = schema.path("enum");
        if (!options.isMissingNode() && StreamSupport.stream(options.spliterator(), false).noneMatch(value::equals)) {
            faults.add(path + ": " + value + ", expected one of " + options);
        }
    }

    private static void object(JsonNode schema, JsonNode value, String path, List<String> faults) {
        is(value.isObject(), path, "a section", faults);
        JsonNode others = schema.path("additionalProperties");
        value.properties().forEach(field -> {
            String here = path + "/" + field.getKey();
            JsonNode known = schema.path("properties").path(field.getKey());
            if (!known.isMissingNode() || others.isObject()) {
                check(known.isMissingNode() ? others : known, field.getValue(), here, faults);
            } else {
                faults.add(here + ": no such field");
            }
        });
        schema.path("required").forEach(name -> is(value.has(name.asText()), path + "/" + name.asText(), "it to be there", faults));
    }

    private static void is(boolean right, String path, String expected, List<String> faults) {
        if (!right) {
            faults.add(path + ": expected " + expected);
        }
    }
}
