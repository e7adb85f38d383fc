package dev.vectide.ingest.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import dev.vectide.core.wire.StrictJson;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** NDJSON: lines as they are where no field was named and they have an id, else put into the plain form. */
final class JsonRows extends RowIterator {
    /** Fields of the plain form that keep their meaning whatever was named. */
    private static final Set<String> OWN = Set.of("stream", "image", "vector", "space");

    private final Lines lines;
    private final String file;
    private final Columns columns;

    JsonRows(Lines lines, String file, Columns columns) {
        this.lines = lines;
        this.file = file;
        this.columns = columns;
    }

    @Override
    @Nullable Row read() {
        for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
            if (line.text() == null) {
                return new Row.Refused(line.number(), String.valueOf(line.fault()));
            }
            if (!line.text().isBlank()) {
                return row(line.number(), line.text());
            }
        }
        return null;
    }

    private Row row(long number, String text) {
        StrictJson.Parsed parsed = StrictJson.parse(text);
        if (parsed.tree() == null) {
            return new Row.Refused(number, parsed.why().reason());
        }
        if (!(parsed.tree() instanceof ObjectNode object)) {
            return new Row.Refused(number, "expected a JSON object");
        }
        if (object.has("specversion") || (!columns.named() && object.hasNonNull("id"))) {
            return new Row.Ready(number, text);
        }
        if (columns.id() != null && !object.hasNonNull(columns.id())) {
            return new Row.Refused(number, columns.id() + ": missing");
        }
        ObjectNode event = columns.named() ? mapped(object) : object;
        if (!event.hasNonNull("id")) {
            event.put("id", file + ":" + number);
        }
        return new Row.Ready(number, event.toString());
    }

    private ObjectNode mapped(ObjectNode object) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        ObjectNode attributes = Json.MAPPER.createObjectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (name.equals(columns.idName())) {
                event.set("id", value);
            } else if (name.equals(columns.textName())) {
                event.set("text", value);
            } else if (name.equals(columns.timeName())) {
                event.set("time", value);
            } else if (OWN.contains(name)) {
                event.set(name, value);
            } else if (name.equals("attributes") && value instanceof ObjectNode own) {
                attributes.setAll(own);
            } else {
                attributes.set(name, value);
            }
        }
        if (!attributes.isEmpty()) {
            event.set("attributes", attributes);
        }
        return event;
    }
}
