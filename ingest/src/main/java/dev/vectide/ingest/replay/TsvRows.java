package dev.vectide.ingest.replay;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tab-separated cells without any quoting. */
final class TsvRows extends RowIterator {
    private final Lines lines;
    private final Header header;

    TsvRows(Lines lines, String file, Columns columns) {
        this.lines = lines;
        Lines.Line first = lines.next();
        if (first == null || first.text() == null || first.text().isBlank()) {
            throw new FileFormatException(file + ": no header in the first line");
        }
        this.header = new Header(cells(first.text()), file, columns);
    }

    @Override
    @Nullable Row read() {
        for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
            long number = line.number() - 1;
            if (line.text() == null) {
                return new Row.Refused(number, String.valueOf(line.fault()));
            }
            if (!line.text().isEmpty()) {
                return header.row(number, cells(line.text()));
            }
        }
        return null;
    }

    private static List<String> cells(String line) {
        return Arrays.asList(line.split("\t", -1));
    }
}
