package dev.vectide.evaluate.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The rows of a file that could be read, and those that could not.
 *
 * @param columns names of the fields, in order
 */
public record Table(String file, Set<String> columns, List<Row> rows, List<BadRow> bad) {
    public Table {
        columns = new LinkedHashSet<>(columns);
        rows = List.copyOf(rows);
        bad = List.copyOf(bad);
    }

    /**
     * Hands each row to {@code use}; what is wrong with one is added to {@code rejected}, as are the rows that are no rows, in
     * the order of the file.
     */
    void each(List<BadRow> rejected, Consumer<Row> use) {
        List<BadRow> found = new ArrayList<>(bad);
        for (Row row : rows) {
            try {
                use.accept(row);
            } catch (Row.BadFieldException e) {
                found.add(new BadRow(row.file(), row.line(), String.valueOf(e.getMessage())));
            }
        }
        found.sort(Comparator.comparingLong(BadRow::line));
        rejected.addAll(found);
    }

    boolean has(String column) {
        return columns.contains(column);
    }

    boolean hasAll(List<String> names) {
        return columns.containsAll(names);
    }

    /** Mutable while a file is read. */
    static final class Builder {
        private final String file;
        private final Set<String> columns = new LinkedHashSet<>();
        private final List<Row> rows = new ArrayList<>();
        private final List<BadRow> bad = new ArrayList<>();

        Builder(String file) {
            this.file = file;
        }

        void row(Row row) {
            columns.addAll(row.fields().keySet());
            rows.add(row);
        }

        void columns(List<String> names) {
            columns.addAll(names);
        }

        void bad(long line, String reason) {
            bad.add(new BadRow(file, line, reason));
        }

        Table build() {
            return new Table(file, columns, rows, bad);
        }
    }
}
