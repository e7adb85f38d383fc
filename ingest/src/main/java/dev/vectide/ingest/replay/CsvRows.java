package dev.vectide.ingest.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RFC 4180. Bytes that are no UTF-8 become U+FFFD and refuse their row alone; broken quoting has no end that could be
 * trusted, so it refuses the rest of the file.
 */
final class CsvRows extends RowIterator {
    private static final CsvMapper MAPPER = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();

    private final MappingIterator<String[]> records;
    private final Header header;
    private long number;
    private boolean broken;

    CsvRows(InputStream in, String file, Columns columns) {
        try {
            records = MAPPER.readerFor(String[].class).readValues(new InputStreamReader(in, StandardCharsets.UTF_8));
            if (!records.hasNextValue()) {
                throw new FileFormatException(file + ": no header in the first line");
            }
            List<String> names = new ArrayList<>(List.of(records.nextValue()));
            if (names.get(0).startsWith("\uFEFF")) {
                names.set(0, names.get(0).substring(1));
            }
            header = new Header(names, file, columns);
        } catch (JsonProcessingException e) {
            throw new FileFormatException(file + ": the header is not CSV: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    @Nullable Row read() {
        try {
            if (broken || !records.hasNextValue()) {
                return null;
            }
            List<String> cells = List.of(records.nextValue());
            return header.row(++number, cells);
        } catch (JsonProcessingException e) {
            return brokenAt(e.getOriginalMessage());
        } catch (RuntimeJsonMappingException e) {
            return brokenAt(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Row brokenAt(String why) {
        broken = true;
        return new Row.Refused(number + 1, "is not CSV, and nothing behind it can be read: " + why);
    }
}
