package dev.vectide.indexer.search;

import dev.vectide.indexer.filter.Filter;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A search for the documents that have the words of a query.
 *
 * @param words and how often the query has them; none finds nothing
 * @param filter which documents count; {@link Filter#ALL} for every one
 * @param limit at most so many hits, at least 1
 */
public record LexicalQuery(SortedMap<String, Integer> words, Filter filter, int limit) {
    public LexicalQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("limit " + limit);
        }
        words = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, Integer>) words));
    }
}
