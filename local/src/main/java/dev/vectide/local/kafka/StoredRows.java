package dev.vectide.local.kafka;

import dev.vectide.core.position.Position;

/** The rows of a stream's collection. */
public interface StoredRows {
    /** A document of the store, and the offset of the event it is from. */
    @FunctionalInterface
    interface Row {
        void take(String document, long version);
    }

    /**
     * Tells every row, once the store has reached {@code least}.
     *
     * @return false where it does not reach that in time: then no row is told
     */
    boolean forEach(Position least, Row row);
}
