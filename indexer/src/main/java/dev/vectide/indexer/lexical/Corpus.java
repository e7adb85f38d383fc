package dev.vectide.indexer.lexical;

import java.util.HashMap;
import java.util.Map;

/**
 * What BM25 asks of all documents that are ranked together. A sum over the parts that documents are spread over, so that
 * scores of different parts compare.
 *
 * @param documents that have words
 * @param words of all documents together, repetitions counted
 * @param having in how many documents a word is, of the words of one query; a word that is in none may be absent
 */
public record Corpus(long documents, long words, Map<String, Long> having) {
    public static final Corpus EMPTY = new Corpus(0, 0, Map.of());

    public Corpus {
        having = Map.copyOf(having);
    }

    public Corpus plus(Corpus other) {
        Map<String, Long> sum = new HashMap<>(having);
        other.having.forEach((word, count) -> sum.merge(word, count, Long::sum));
        return new Corpus(documents + other.documents, words + other.words, sum);
    }
}
