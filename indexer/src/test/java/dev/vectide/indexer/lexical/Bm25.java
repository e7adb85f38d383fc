package dev.vectide.indexer.lexical;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * BM25 as its formula says, in double: Σ idf · f / (f + k1 · (1 − b + b · length / average length)) over the words of the
 * query, with idf = ln(1 + (N − n + ½) / (n + ½)), k1 = 1.2 and b = 0.75; without the constant factor k1 + 1, as Lucene
 * has it. Words are what blanks part.
 */
public final class Bm25 {
    private final Map<String, String> texts;

    /** @param texts by id */
    public Bm25(Map<String, String> texts) {
        this.texts = texts;
    }

    public double score(String id, String query) {
        double average = texts.values().stream().mapToInt(text -> words(text).size()).average().orElseThrow();
        double score = 0;
        for (String word : words(query)) {
            double having = texts.values().stream().filter(text -> words(text).contains(word)).count();
            double idf = Math.log(1 + (texts.size() - having + 0.5) / (having + 0.5));
            double frequency = words(texts.get(id)).stream().filter(word::equals).count();
            double length = words(texts.get(id)).size();
            score += idf * frequency / (frequency + 1.2 * (1 - 0.75 + 0.75 * length / average));
        }
        return score;
    }

    /** Ids of the documents that have a word, best first. */
    public List<String> ranking(String query) {
        return texts.keySet().stream()
                .filter(id -> score(id, query) > 0)
                .sorted(Comparator.comparingDouble((String id) -> (float) score(id, query)).reversed()
                        .thenComparing(id -> id))
                .toList();
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.split(" "));
    }
}
