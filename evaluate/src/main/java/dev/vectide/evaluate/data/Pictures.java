package dev.vectide.evaluate.data;

import dev.vectide.core.event.Bytes;

/** The pictures of a data set, which are not kept in memory. */
@FunctionalInterface
public interface Pictures {
    /**
     * @param document its name in the data set
     * @return a file of PNG or JPEG
     * @throws DataException if it cannot be read any more
     */
    Bytes read(String document);
}
