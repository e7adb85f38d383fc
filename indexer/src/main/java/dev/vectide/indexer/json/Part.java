package dev.vectide.indexer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value in a request's JSON and where it stands, written {@code filter.must[0].key}; empty for the whole request.
 * What is not as expected is a {@link RefusedException} with that path. A field that is null counts as absent.
 */
public record Part(String path, JsonNode node) {
    private static final int SHOWN = 80;

    /** The whole request. */
    public static Part of(JsonNode tree) {
        return new Part("", tree);
    }

    /** This object, which has no other fields than {@code known}, and none of {@code unsupported} other than null. */
    public Part object(List<String> known, List<String> unsupported) {
        if (!node.isObject()) {
            throw refused("expected an object, not " + shown());
        }
        node.properties().forEach(field -> {
            Part part = child(field.getKey(), field.getValue());
            if (unsupported.contains(field.getKey())) {
                if (!field.getValue().isNull()) {
                    throw part.unsupported();
                }
            } else if (!known.contains(field.getKey())) {
                throw part.refused("unknown field; expected " + String.join(", ", known));
            }
        });
        return this;
    }

    /** A field of this object; empty where it is absent or null. */
    public Optional<Part> field(String name) {
        return node.hasNonNull(name) ? Optional.of(child(name, node.get(name))) : Optional.empty();
    }

    public Part required(String name) {
        return field(name).orElseThrow(() -> child(name, node).refused("missing"));
    }

    /** The only one of the fields {@code names} that is there. */
    public Part oneOf(List<String> names) {
        List<Part> there = names.stream().map(this::field).flatMap(Optional::stream).toList();
        if (there.size() != 1) {
            throw refused("expected exactly one of " + String.join(", ", names));
        }
        return there.get(0);
    }

    /** Last part of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** The items of this array. */
    public List<Part> items() {
        if (!node.isArray()) {
            throw refused("expected an array, not " + shown());
        }
        List<Part> items = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            items.add(item(i));
        }
        return items;
    }

    private Part item(int index) {
        return new Part(path + "[" + index + "]", node.get(index));
    }

    public String text() {
        if (!node.isTextual()) {
            throw refused("expected a text, not " + shown());
        }
        return node.asText();
    }

    public boolean flag() {
        if (!node.isBoolean()) {
            throw refused("expected true or false, not " + shown());
        }
        return node.booleanValue();
    }

    /** A whole number from {@code least} to {@code most}. */
    public int whole(int least, int most) {
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < least || node.intValue() > most) {
            throw refused(shown() + ", expected a whole number from " + least + " to " + most);
        }
        return node.intValue();
    }

    /** A number that single precision can hold. */
    public float single() {
        float value = node.isNumber() ? node.floatValue() : Float.NaN;
        if (!Float.isFinite(value)) {
            throw refused(shown() + " is not a finite number of single precision");
        }
        return value;
    }

    /** The numbers of this array. */
    public float[] singles() {
        float[] values = new float[node.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode item = node.get(i);
            // A path is only made for the one that is wrong.
            values[i] = item.isNumber() && Float.isFinite(item.floatValue()) ? item.floatValue() : item(i).single();
        }
        return values;
    }

    public RefusedException refused(String reason) {
        return new RefusedException(path.isEmpty() ? "the request: " + reason : path + ": " + reason);
    }

    /** Of a field that the interface knows and this store does not serve. */
    public RefusedException unsupported() {
        return refused("unsupported");
    }

    /** The value as a message shows it. */
    public String shown() {
        String text = node.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 1) + "…";
    }

    private Part child(String name, JsonNode value) {
        return new Part(path.isEmpty() ? name : path + "." + name, value);
    }
}
