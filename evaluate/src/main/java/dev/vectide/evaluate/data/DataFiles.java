package dev.vectide.evaluate.data;

import dev.vectide.core.event.Bytes;
import java.util.List;
import java.util.Optional;

/** Where the files of a data set are read from. */
public interface DataFiles {
    /** Of the data set. */
    String name();

    /** Files that are there, by their paths from the data set's folder; just one where a file was named. */
    List<String> files();

    /**
     * @throws DataException if it cannot be read
     */
    Table table(String file);

    /**
     * @throws DataException if it cannot be read
     */
    Bytes bytes(String file);

    /** The first of some files that is there. */
    default Optional<String> first(List<String> candidates) {
        return candidates.stream().filter(files()::contains).findFirst();
    }
}
