package dev.vectide.evaluate.data;

import java.util.List;
import java.util.Optional;

/**
 * A data set in memory. Each text is there once, whatever many rows have it, and is encoded once.
 *
 * @param name of the task in reports
 * @param split that scores are about, such as test
 * @param documents texts that are encoded as documents, or the names of pictures
 * @param queries texts that are encoded as queries; mostly none
 * @param rejected rows that could not be used
 * @param pictures reads the pictures that the documents name; empty where they are texts
 */
public record Dataset(
        String name,
        String split,
        List<String> documents,
        List<String> queries,
        Content content,
        List<BadRow> rejected,
        Optional<Pictures> pictures) {
    public Dataset {
        documents = List.copyOf(documents);
        queries = List.copyOf(queries);
        rejected = List.copyOf(rejected);
    }

    /** Of texts. */
    public Dataset(
            String name,
            String split,
            List<String> documents,
            List<String> queries,
            Content content,
            List<BadRow> rejected) {
        this(name, split, documents, queries, content, rejected, Optional.empty());
    }

    Dataset with(Pictures files) {
        return new Dataset(name, split, documents, queries, content, rejected, Optional.of(files));
    }
}
