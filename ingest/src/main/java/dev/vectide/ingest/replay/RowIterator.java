package dev.vectide.ingest.replay;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Rows from a method that answers the next one, or null at the end.
 *
 * <p>Used by one thread.
 */
abstract class RowIterator implements Iterator<Row> {
    private @Nullable Row ahead;
    private boolean ended;

    abstract @Nullable Row read();

    @Override
    public final boolean hasNext() {
        if (ahead == null && !ended) {
            ahead = read();
            ended = ahead == null;
        }
        return ahead != null;
    }

    @Override
    public final Row next() {
        if (!hasNext() || ahead == null) {
            throw new NoSuchElementException();
        }
        Row row = ahead;
        ahead = null;
        return row;
    }
}
