package dev.vectide.core.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads the settings: reference.yaml, then a file, then the environment. A key that the reference does not know, or a
 * doubled one, is an error.
 */
public final class ConfigReader {
    private static final String PREFIX = "VECTIDE_";
    /** Variables of the launcher and of the benchmarks, not settings. */
    private static final Set<String> OTHERS =
            Set.of(
                    "VECTIDE_JAVA_OPTS",
                    "VECTIDE_URL",
                    "VECTIDE_API_KEY",
                    "VECTIDE_CA",
                    "VECTIDE_HOME",
                    "VECTIDE_CUDA",
                    "VECTIDE_DATA");
    /** Sections whose keys belong to a vendor. */
    private static final Set<String> OPEN = Set.of("kafka.client", "kafka.streams", "flink");

    private final ObjectNode tree = reference();
    private final Map<String, String> origins = new HashMap<>();

    private ConfigReader() {}

    /** Settings from {@code file}, or from the defaults where it is null, and the environment. */
    public static VectideConfig read(@Nullable Path file, Map<String, String> environment) {
        return settings(file, environment).bind();
    }

    /** Settings as plain values, not yet bound. */
    public static Settings settings(@Nullable Path file, Map<String, String> environment) {
        ConfigReader reader = new ConfigReader();
        if (file != null) {
            reader.merge(reader.tree, parse(file), "", file.toString());
        }
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !OTHERS.contains(name)) {
                reader.set(name, value);
            }
        });
        return new Settings(reader.tree, reader.origins);
    }

    /** The text of the commented reference. */
    public static String referenceText() {
        try (InputStream in = ConfigReader.class.getResourceAsStream(Settings.REFERENCE)) {
            if (in == null) {
                throw new IllegalStateException("reference.yaml is part of this jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("reference.yaml is part of this jar", e);
        }
    }

    private static ObjectNode reference() {
        try {
            return (ObjectNode) Yaml.MAPPER.readTree(referenceText());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("reference.yaml is part of this jar", e);
        }
    }

    private static JsonNode parse(Path file) {
        try {
            JsonNode tree = Yaml.MAPPER.readTree(Files.readString(file));
            if (tree.isMissingNode() || tree.isNull()) {
                return Yaml.MAPPER.createObjectNode();
            }
            if (!tree.isObject()) {
                throw new ConfigException(file.toString(), "settings", null, "expected sections such as kafka: or http:");
            }
            return tree;
        } catch (JsonProcessingException e) {
            String line = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw new ConfigException(file + line, "settings", null, fault(e));
        } catch (IOException e) {
            throw new ConfigException(file.toString(), "settings", null, "cannot be read: " + e);
        }
    }

    /** Without the lines around it, which may hold a secret. */
    private static String fault(JsonProcessingException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYAMLException marked) {
                return marked.getContext() == null ? marked.getProblem() : marked.getContext() + ": " + marked.getProblem();
            }
        }
        return e.getOriginalMessage();
    }

    private void merge(ObjectNode settings, JsonNode given, String path, String where) {
        given.properties().forEach(field -> {
            String here = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            JsonNode known = settings.get(field.getKey());
            JsonNode value = field.getValue();
            if (known == null) {
                throw new ConfigException(where, here, null, "unknown key; expected one of " + names(settings));
            }
            if (known.isObject() && value.isNull()) {
                return; // A section with nothing but comments in it.
            }
            if (known.isContainerNode() ? known.getNodeType() != value.getNodeType() : value.isNull()) {
                String expected = known.isObject() ? "a section" : known.isArray() ? "a list" : "a value";
                boolean shown = !value.isNull() && !OPEN.contains(here) && !Settings.isSecret(here);
                throw new ConfigException(where, here, shown ? value.asText() : null, "expected " + expected);
            }
            if (known.isObject() && !OPEN.contains(here)) {
                merge((ObjectNode) known, value, here, where);
            } else {
                settings.set(field.getKey(), value);
                origins.put(here, where);
            }
        });
    }

    /** Sets the one setting whose path, in upper case and with _ for . and -, is the variable's name. */
    private void set(String variable, String value) {
        String wanted = variable.substring(PREFIX.length());
        for (String path : leaves(tree, "")) {
            if (path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_').equals(wanted)) {
                int dot = path.lastIndexOf('.');
                JsonNode section = dot < 0 ? tree : tree.at("/" + path.substring(0, dot).replace('.', '/'));
                ((ObjectNode) section).put(path.substring(dot + 1), value);
                origins.put(path, "environment " + variable);
                return;
            }
        }
        throw new ConfigException(
                "environment", variable, Settings.isSecret(variable) ? null : value, "no such setting; `vectide config --print` lists them all");
    }

    private static List<String> leaves(JsonNode node, String path) {
        List<String> leaves = new ArrayList<>();
        node.properties().forEach(field -> {
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
}
