package dev.vectide.indexer.index;

import dev.vectide.indexer.filter.Filter;
import java.util.BitSet;

/**
 * The rows whose documents pass a filter, kept up to date by the collection.
 *
 * <p>Not safe for concurrent use: readers may share, a writer must be alone.
 */
final class FilteredRows {
    private final Filter filter;
    private final BitSet rows = new BitSet();
    private int size;

    FilteredRows(Filter filter) {
        this.filter = filter;
    }

    Filter filter() {
        return filter;
    }

    int size() {
        return size;
    }

    boolean contains(int row) {
        return rows.get(row);
    }

    /** The first row that passes at or after {@code row}; -1 if there is none. */
    int next(int row) {
        return rows.nextSetBit(row);
    }

    /** Takes in the rows of a document. */
    void put(IndexedDocument document, boolean passes) {
        for (int i = 0; i < document.chunks(); i++) {
            set(document.row(i), passes);
        }
    }

    void set(int row, boolean passes) {
        if (rows.get(row) != passes) {
            rows.set(row, passes);
            size += passes ? 1 : -1;
        }
    }
}
