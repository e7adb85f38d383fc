package dev.vectide.ingest.replay;

import java.io.InputStream;
import java.util.Iterator;

/** The rows of a file, one after the other, in constant memory. */
public final class Rows {
    private Rows() {}

    /**
     * Rows of {@code in}, which must be UTF-8 and which the caller closes. A row without id is called {@code
     * <file>:<number>}, so that a second replay of the file meets the same documents.
     *
     * @param file name of the file, for ids and messages
     * @throws FileFormatException if the header lacks a column that was named or is needed
     * @throws java.io.UncheckedIOException later, if reading fails
     */
    public static Iterator<Row> of(Format format, InputStream in, String file, Columns columns) {
        return switch (format) {
            case NDJSON -> new JsonRows(new Lines(in), file, columns);
            case TSV -> new TsvRows(new Lines(in), file, columns);
            case CSV -> new CsvRows(in, file, columns);
        };
    }
}
