package dev.vectide.evaluate.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code query}, {@code document} and perhaps {@code score}: which documents answer which query. */
public final class GoldenData {
    private static final String SCORE = "score";

    private GoldenData() {}

    /**
     * @return gains by document id, by query, in the order of the file
     * @throws DataException if a row is wrong: a golden set is to be right, or its score says nothing
     */
    public static Map<String, Map<String, Integer>> read(Table table) {
        Map<String, Map<String, Integer>> queries = new LinkedHashMap<>();
        List<BadRow> rejected = new ArrayList<>();
        table.each(rejected, row -> queries.computeIfAbsent(row.text("query"), query -> new LinkedHashMap<>())
                .put(row.text("document"), table.has(SCORE) ? row.whole(SCORE) : 1));
        if (!rejected.isEmpty()) {
            throw new DataException(rejected.get(0).toString());
        }
        if (queries.isEmpty()) {
            throw new DataException(table.file() + ": expected rows of query and document, found none");
        }
        return queries;
    }
}
