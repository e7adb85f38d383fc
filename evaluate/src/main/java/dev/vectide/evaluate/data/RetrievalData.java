package dev.vectide.evaluate.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** BEIR's form: corpus and queries ({@code _id, title, text}), and judgements ({@code query-id, corpus-id, score}). */
final class RetrievalData {
    private static final String ID = "_id";
    private static final String TITLE = "title";
    private static final String TEXT = "text";

    private RetrievalData() {}

    /** Title, a blank and the text, as BEIR and MTEB encode them. */
    private static String document(Row row) {
        String title = row.fields().getOrDefault(TITLE, "");
        return title.isBlank() ? row.text(TEXT) : (title + " " + row.fields().getOrDefault(TEXT, "")).strip();
    }

    static Dataset read(String name, String split, Table corpus, Table queries, Table qrels) {
        List<BadRow> rejected = new ArrayList<>();
        Map<String, String> documents = byId(corpus, rejected);
        Map<String, String> asked = byId(queries, rejected);
        List<String> ids = List.copyOf(documents.keySet());
        Map<String, Integer> index = new HashMap<>();
        ids.forEach(id -> index.put(id, index.size()));
        Map<String, Map<Integer, Integer>> judged = new LinkedHashMap<>();
        qrels.each(rejected, row -> {
            String query = row.text("query-id");
            Integer document = index.get(row.text("corpus-id"));
            int score = row.whole("score");
            if (document == null) {
                throw new Row.BadFieldException("corpus-id: '" + row.text("corpus-id") + "' is not in " + corpus.file());
            }
            if (!asked.containsKey(query)) {
                throw new Row.BadFieldException("query-id: '" + query + "' is not in " + queries.file());
            }
            judged.computeIfAbsent(query, id -> new LinkedHashMap<>()).put(document, score);
        });
        if (judged.isEmpty()) {
            throw new DataException(qrels.file() + ": expected judged queries, found none" + PairData.why(rejected));
        }
        List<String> texts = judged.keySet().stream().map(id -> asked.getOrDefault(id, "")).toList();
        Content content = new Content.Judgements(ids, List.copyOf(judged.values()));
        return new Dataset(name, split, List.copyOf(documents.values()), texts, content, rejected);
    }

    private static Map<String, String> byId(Table table, List<BadRow> rejected) {
        Map<String, String> texts = new LinkedHashMap<>();
        table.each(rejected, row -> {
            String id = row.text(ID);
            if (texts.putIfAbsent(id, document(row)) != null) {
                throw new Row.BadFieldException(ID + ": '" + id + "' is there already");
            }
        });
        return texts;
    }
}
