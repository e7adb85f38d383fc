package dev.vectide.ingest.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The header of a table, and what its columns make of a row of cells: texts, as a table says nothing of types. */
final class Header {
    private final List<String> names;
    private final String file;
    private final Columns columns;

    /** Refuses a column without name, two of one name, and the lack of one that was named or of the text. */
    Header(List<String> names, String file, Columns columns) {
        this.names = List.copyOf(names);
        this.file = file;
        this.columns = columns;
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name.isBlank() || !seen.add(name)) {
                throw new FileFormatException(file + ": the header has "
                        + (name.isBlank() ? "a column without a name" : "two columns named " + name));
            }
        }
        require(columns.textName(), "--text");
        if (columns.id() != null) {
            require(columns.id(), "--id");
        }
        if (columns.time() != null) {
            require(columns.time(), "--time");
        }
    }

    private void require(String name, String option) {
        if (!names.contains(name)) {
            throw new FileFormatException(file + ": no column '" + name + "' in the header (" + String.join(", ", names)
                    + "); name it with " + option);
        }
    }

    Row row(long number, List<String> cells) {
        if (cells.size() != names.size()) {
            return new Row.Refused(number, cells.size() + " cells where the header has " + names.size());
        }
        ObjectNode event = Json.MAPPER.createObjectNode();
        ObjectNode attributes = Json.MAPPER.createObjectNode();
        event.put("id", file + ":" + number);
        for (int i = 0; i < names.size(); i++) {
            String fault = put(event, attributes, names.get(i), cells.get(i));
            if (fault != null) {
                return new Row.Refused(number, fault);
            }
        }
        if (!attributes.isEmpty()) {
            event.set("attributes", attributes);
        }
        return new Row.Ready(number, event.toString());
    }

    private @Nullable String put(ObjectNode event, ObjectNode attributes, String name, String cell) {
        if (cell.indexOf('\uFFFD') >= 0) {
            return name + ": is not UTF-8, or was damaged before (U+FFFD)";
        }
        if (cell.isBlank()) {
            return name.equals(columns.idName()) || name.equals(columns.textName()) ? name + ": empty" : null;
        }
        if (name.equals(columns.idName())) {
            event.put("id", cell);
        } else if (name.equals(columns.textName())) {
            event.put("text", cell);
        } else if (name.equals(columns.timeName())) {
            time(event, cell.trim());
        } else {
            attributes.put(name, cell);
        }
        return null;
    }

    /** Digits alone are milliseconds since the epoch. */
    private static void time(ObjectNode event, String cell) {
        if (cell.matches("\\d{1,18}")) {
            event.put("time", Long.parseLong(cell));
        } else {
            event.put("time", cell);
        }
    }
}
