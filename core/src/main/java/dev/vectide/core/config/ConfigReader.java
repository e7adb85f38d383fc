package dev.vectide.core.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings: reference.yaml, then a file, then the environment. A key that the reference does not know, or a
 * doubled one, is an error.
 */
public final class ConfigReader {
    private static final String PREFIX = "VECTIDE_";
    /** Variables of the launcher, not settings. */
    private static final Set<String> LAUNCHER = Set.of("VECTIDE_JAVA_OPTS", "VECTIDE_URL", "VECTIDE_HOME");
    /** Sections whose keys belong to a vendor. */
    private static final Set<String> OPEN = Set.of("kafka.client", "kafka.streams", "flink");

    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addModule(new SimpleModule().addDeserializer(Duration.class, new DurationReader()))
            .build();

    private ConfigReader() {}

    /** Settings from {@code file}, or from the defaults where it is null, and the environment. */
    public static VectideConfig read(@Nullable Path file, Map<String, String> environment) {
        return bind(tree(file, environment));
    }

    /** Settings as a tree of plain values, as the configuration would write them. */
    public static ObjectNode tree(@Nullable Path file, Map<String, String> environment) {
        Origins origins = new Origins(file);
        ObjectNode settings = reference();
        if (file != null) {
            merge(settings, parse(file), "", file.toString());
        }
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !LAUNCHER.contains(name)) {
                set(settings, name, value);
                origins.environment.put(name, value);
            }
        });
        settings.putPOJO("\0origins", origins);
        return settings;
    }

    /** The text of the commented reference. */
    public static String referenceText() {
        try (InputStream in = ConfigReader.class.getResourceAsStream("reference.yaml")) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("reference.yaml is part of this jar", e);
        }
    }

    public static String print(ObjectNode settings) {
        ObjectNode copy = settings.deepCopy();
        copy.remove("\0origins");
        try {
            return YAML.writeValueAsString(copy);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static VectideConfig bind(ObjectNode settings) {
        ObjectNode copy = settings.deepCopy();
        copy.remove("\0origins");
        Origins origins =
                (Origins) ((com.fasterxml.jackson.databind.node.POJONode) settings.get("\0origins")).getPojo();
        try {
            return YAML.treeToValue(copy, VectideConfig.class);
        } catch (JsonMappingException e) {
            String path = path(e.getPath());
            JsonNode value = at(copy, e.getPath());
            String shown = value == null || value.isContainerNode() ? null : value.asText();
            throw new ConfigException(origins.of(path), path.isEmpty() ? "settings" : path, shown, reason(e));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode reference() {
        try {
            return (ObjectNode) YAML.readTree(referenceText());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("reference.yaml is part of this jar", e);
        }
    }

    private static JsonNode parse(Path file) {
        try {
            JsonNode tree = YAML.readTree(Files.readString(file));
            if (tree.isMissingNode() || tree.isNull()) {
                return YAML.createObjectNode();
            }
            if (!tree.isObject()) {
                throw new ConfigException(file.toString(), "settings", null, "expected sections such as kafka: or http:");
            }
            return tree;
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw new ConfigException(file + where, "settings", null, e.getOriginalMessage());
        } catch (IOException e) {
            throw new ConfigException(file.toString(), "settings", null, "cannot be read: " + e.getMessage());
        }
    }

    private static void merge(ObjectNode settings, JsonNode file, String path, String where) {
        for (Iterator<Map.Entry<String, JsonNode>> fields = file.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            String here = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            JsonNode known = settings.get(field.getKey());
            if (known == null) {
                throw new ConfigException(
                        where, here, null, "unknown key; expected one of " + names(settings));
            }
            JsonNode value = field.getValue();
            if (OPEN.contains(here) || !known.isObject()) {
                if (known.isContainerNode() && known.getNodeType() != value.getNodeType()) {
                    throw new ConfigException(
                            where, here, value.asText(), known.isArray() ? "expected a list" : "expected a section");
                }
                settings.set(field.getKey(), value);
            } else if (value.isObject()) {
                merge((ObjectNode) known, value, here, where);
            } else if (!value.isNull()) {
                throw new ConfigException(where, here, value.asText(), "expected a section");
            }
        }
    }

    /** Sets the one setting whose path, in upper case and with _ for . and -, is the variable's name. */
    private static void set(ObjectNode settings, String variable, String value) {
        String wanted = variable.substring(PREFIX.length());
        for (String path : leaves(settings, "")) {
            if (path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_').equals(wanted)) {
                ObjectNode section = settings;
                String[] parts = path.split("\\.");
                for (int i = 0; i < parts.length - 1; i++) {
                    section = (ObjectNode) section.get(parts[i]);
                }
                section.put(parts[parts.length - 1], value);
                return;
            }
        }
        throw new ConfigException(
                "environment", variable, value, "no such setting; `vectide config --print` lists them all");
    }

    private static List<String> leaves(JsonNode node, String path) {
        List<String> leaves = new ArrayList<>();
        node.fields().forEachRemaining(field -> {
            String here = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            if (field.getValue().isObject() && !OPEN.contains(here)) {
                leaves.addAll(leaves(field.getValue(), here));
            } else if (field.getValue().isValueNode()) {
                leaves.add(here);
            }
        });
        return leaves;
    }

    private static List<String> names(ObjectNode section) {
        List<String> names = new ArrayList<>();
        section.fieldNames().forEachRemaining(names::add);
        return names;
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

    private static @Nullable JsonNode at(JsonNode node, List<JsonMappingException.Reference> references) {
        JsonNode found = node;
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

    private static String reason(JsonMappingException e) {
        Throwable cause = e.getCause();
        if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
            return cause.getMessage();
        }
        if (e instanceof com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException unknown) {
            return "unknown key; expected one of " + unknown.getKnownPropertyIds();
        }
        if (e instanceof com.fasterxml.jackson.databind.exc.InvalidFormatException format) {
            Class<?> target = format.getTargetType();
            if (target.isEnum()) {
                return "expected one of "
                        + java.util.Arrays.toString(target.getEnumConstants()).toLowerCase(Locale.ROOT);
            }
            return "expected " + describe(target);
        }
        if (e instanceof com.fasterxml.jackson.databind.exc.MismatchedInputException mismatch
                && mismatch.getTargetType() != null) {
            return "expected " + describe(mismatch.getTargetType());
        }
        return e.getOriginalMessage();
    }

    private static String describe(Class<?> type) {
        if (type == int.class || type == long.class) {
            return "a whole number";
        }
        if (type == double.class) {
            return "a number";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        return "a value of kind " + type.getSimpleName();
    }

    /** Where a path was last set, for error messages. */
    private static final class Origins {
        private final @Nullable Path file;
        private final Map<String, String> environment = new TreeMap<>();

        Origins(@Nullable Path file) {
            this.file = file;
        }

        String of(String path) {
            String variable = PREFIX + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
            if (environment.containsKey(variable)) {
                return "environment " + variable;
            }
            return file == null ? (environment.isEmpty() ? "reference.yaml" : "environment") : file.toString();
        }
    }

    private static final class DurationReader extends JsonDeserializer<Duration> {
        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return Durations.parse(parser.getText());
            } catch (IllegalArgumentException e) {
                throw JsonMappingException.from(parser, e.getMessage(), e);
            }
        }
    }
}
