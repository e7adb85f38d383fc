package dev.vectide.core.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Settings to records, and what is wrong with them to words. */
final class Binder {
    private Binder() {}

    static VectideConfig bind(ObjectNode tree, Settings settings) {
        try {
            return Yaml.MAPPER.treeToValue(tree, VectideConfig.class);
        } catch (JsonMappingException e) {
            throw explained(tree, settings, e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("settings are plain values", e);
        }
    }

    private static ConfigException explained(ObjectNode tree, Settings settings, JsonMappingException e) {
        String path = path(e.getPath());
        if (e.getCause() instanceof SettingFault fault) {
            String whole = path.isEmpty() ? fault.name : path + "." + fault.name;
            String value = fault.value == null ? null : fault.value.toString();
            return new ConfigException(settings.originOf(whole), whole, value, fault.expected);
        }
        JsonNode value = at(tree, e.getPath());
        String shown = value == null || value.isContainerNode() ? null : value.asText();
        return new ConfigException(settings.originOf(path), path, shown, expected(e));
    }

    private static String path(List<JsonMappingException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : references) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.toString();
    }

    private static @Nullable JsonNode at(JsonNode tree, List<JsonMappingException.Reference> references) {
        JsonNode found = tree;
        for (JsonMappingException.Reference reference : references) {
            found = reference.getFieldName() == null
                    ? found.get(reference.getIndex())
                    : found.get(reference.getFieldName());
            if (found == null) {
                return null;
            }
        }
        return found;
    }

    private static String expected(JsonMappingException e) {
        if (e.getCause() instanceof IllegalArgumentException cause && cause.getMessage() != null) {
            return cause.getMessage();
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "unknown key; expected one of " + unknown.getKnownPropertyIds();
        }
        if (e instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
            Object[] constants = format.getTargetType().getEnumConstants();
            return "expected one of " + Arrays.toString(constants).toLowerCase(Locale.ROOT).replace('_', '-');
        }
        if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return "expected " + kind(mismatch.getTargetType());
        }
        return e.getOriginalMessage();
    }

    private static String kind(Class<?> type) {
        if (type == int.class || type == long.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == Duration.class) {
            return "a duration such as 20ms, 5s, 1m, 2h or 7d";
        }
        if (type == Size.class) {
            return "a size such as 512KiB, 8MiB or 1GiB";
        }
        return type == String.class ? "text" : type.isRecord() ? "a section" : "a list";
    }
}
