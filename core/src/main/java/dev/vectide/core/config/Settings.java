package dev.vectide.core.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Merged settings as plain values, and where each that is no default was set: dotted path to file or variable. */
public final class Settings {
    static final String REFERENCE = "reference.yaml";
    private static final Pattern SECRET = Pattern.compile(
            "(?i).*(password|secret|jaas|token|credential|(own|api)[-_]?key|\\.key\\b).*");
    private static final String MASK = "********";

    private final ObjectNode tree;
    private final Map<String, String> origins;

    Settings(ObjectNode tree, Map<String, String> origins) {
        this.tree = tree.deepCopy();
        this.origins = Collections.unmodifiableMap(new TreeMap<>(origins));
    }

    /** Refuses what does not fit, as a {@link ConfigException}. */
    public VectideConfig bind() {
        return Binder.bind(tree, this);
    }

    /** As a file would write them, with secrets masked. */
    public ObjectNode masked() {
        ObjectNode copy = tree.deepCopy();
        for (String section : new String[] {"/kafka/client", "/kafka/streams", "/flink", "/alerts", "/security"}) {
            mask(copy.at(section), "");
        }
        return copy;
    }

    /** As a file would write them, with secrets masked. */
    public String toYaml() {
        try {
            return Yaml.MAPPER.writeValueAsString(masked());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("settings are plain values", e);
        }
    }

    /** File or variable that set {@code path} or, most closely, a part that holds it. */
    String originOf(String path) {
        for (String part = path; !part.isEmpty(); part = parent(part)) {
            String origin = origins.get(part);
            if (origin != null) {
                return origin;
            }
        }
        return REFERENCE;
    }

    /** Whether what is set under this path, or by this variable, had better not be shown. */
    static boolean isSecret(String name) {
        return SECRET.matcher(name).matches();
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }

    /** Of a webhook: what comes behind its host may be a token. */
    private static String host(String url) {
        try {
            String host = ReceiverUrls.shown(url);
            return url.equals(host) || url.equals(host + "/") ? url : host + "/" + MASK;
        } catch (IllegalArgumentException e) {
            return MASK;
        }
    }

    private static void mask(JsonNode node, String path) {
        if (node instanceof ObjectNode section) {
            section.properties().forEach(field -> {
                String here = path + "." + field.getKey();
                if (field.getValue().isContainerNode()) {
                    mask(field.getValue(), here);
                } else if (field.getKey().equals("url")) {
                    section.put(field.getKey(), host(field.getValue().asText()));
                } else if (SECRET.matcher(here).matches() && !field.getValue().asText().isEmpty()) {
                    section.put(field.getKey(), MASK);
                }
            });
        } else {
            node.forEach(element -> mask(element, path));
        }
    }
}
