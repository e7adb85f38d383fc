package dev.vectide.evaluate.data;

import java.util.List;

/**
 * A data set in memory. Each text is there once, whatever many rows have it, and is encoded once.
 *
 * @param name of the task in reports
 * @param split that scores are about, such as test
 * @param documents texts that are encoded as documents
 * @param queries texts that are encoded as queries; mostly none
 * @param rejected rows that could not be used
 */
public record Dataset(
        String name, String split, List<String> documents, List<String> queries, Content content, List<BadRow> rejected) {
    public Dataset {
        documents = List.copyOf(documents);
        queries = List.copyOf(queries);
        rejected = List.copyOf(rejected);
    }
}
