package dev.vectide.evaluate.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.vectide.core.wire.StrictJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads files of rows in UTF-8: NDJSON (an object a line), TSV (a heading, no quoting), CSV (RFC 4180, a heading). A row that
 * cannot be read is noted with its line and the others are read on. Bytes that are no UTF-8 refuse their row.
 */
public final class Tables {
    /** Stands for bytes that are no UTF-8; a character of no text, unlike the usual U+FFFD. */
    private static final char DAMAGED = '\uFFFF';
    private static final String NOT_UTF8 = "expected UTF-8, found other bytes";
    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();

    private Tables() {}

    /** Whether a file of that name is one that {@link #read} knows. */
    public static boolean knows(String name) {
        return List.of("ndjson", "jsonl", "tsv", "csv").contains(extension(name));
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /**
     * @param in closed by the caller
     * @throws DataException if there is no heading
     * @throws IOException if reading fails
     */
    public static Table read(String file, InputStream in) throws IOException {
        InputStreamReader reader = new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .replaceWith(String.valueOf(DAMAGED)));
        return switch (extension(file)) {
            case "tsv" -> tsv(file, new BufferedReader(reader));
            case "csv" -> csv(file, reader);
            default -> ndjson(file, new BufferedReader(reader));
        };
    }

    private static Table tsv(String file, BufferedReader in) throws IOException {
        Table.Builder table = new Table.Builder(file);
        String heading = in.readLine();
        if (heading == null || heading.isBlank()) {
            throw new DataException(file + ": expected a heading in the first line");
        }
        List<String> names = names(heading.split("\t", -1));
        table.columns(names);
        long number = 1;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            if (!line.isEmpty()) {
                cells(file, number, names, line.split("\t", -1), table);
            }
        }
        return table.build();
    }

    private static List<String> names(String[] cells) {
        List<String> names = new ArrayList<>(Arrays.asList(cells));
        if (names.get(0).startsWith("\uFEFF")) {
            names.set(0, names.get(0).substring(1));
        }
        return names.stream().map(String::strip).toList();
    }

    private static void cells(String file, long line, List<String> names, String[] cells, Table.Builder table) {
        if (cells.length != names.size()) {
            table.bad(line, "expected " + names.size() + " fields (" + String.join(", ", names) + "), found " + cells.length);
            return;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i++) {
            if (cells[i].indexOf(DAMAGED) >= 0) {
                table.bad(line, names.get(i) + ": " + NOT_UTF8);
                return;
            }
            fields.put(names.get(i), cells[i]);
        }
        table.row(new Row(file, line, fields));
    }

    /** Broken quoting has no end that could be trusted, so it refuses the rest of the file. */
    private static Table csv(String file, InputStreamReader in) throws IOException {
        Table.Builder table = new Table.Builder(file);
        try (MappingIterator<String[]> records = CSV.readerFor(String[].class).readValues(in)) {
            if (!records.hasNextValue()) {
                throw new DataException(file + ": expected a heading in the first line");
            }
            List<String> names = names(records.nextValue());
            table.columns(names);
            long line = records.getCurrentLocation().getLineNr();
            try {
                // Behind a record the parser stands at the start of the next.
                while (records.hasNextValue()) {
                    String[] cells = records.nextValue();
                    cells(file, line, names, cells, table);
                    line = records.getCurrentLocation().getLineNr();
                }
            } catch (JsonProcessingException e) {
                table.bad(line, "expected CSV, and nothing behind can be read: " + e.getOriginalMessage());
            } catch (RuntimeJsonMappingException e) {
                table.bad(line, "expected CSV, and nothing behind can be read: " + e.getMessage());
            }
        }
        return table.build();
    }

    private static Table ndjson(String file, BufferedReader in) throws IOException {
        Table.Builder table = new Table.Builder(file);
        long number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            if (!line.isBlank()) {
                object(file, number, number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line, table);
            }
        }
        return table.build();
    }

    private static void object(String file, long number, String line, Table.Builder table) {
        if (line.indexOf(DAMAGED) >= 0) {
            table.bad(number, NOT_UTF8);
            return;
        }
        StrictJson.Parsed parsed = StrictJson.parse(line);
        JsonNode tree = parsed.tree();
        if (tree == null || !tree.isObject()) {
            table.bad(number, "expected a JSON object" + (tree == null ? ": " + parsed.why().reason() : ""));
            return;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                fields.put(field.getKey(), field.getValue().asText());
            }
        }
        table.row(new Row(file, number, fields));
    }
}
