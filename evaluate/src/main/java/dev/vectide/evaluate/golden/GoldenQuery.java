package dev.vectide.evaluate.golden;

import dev.vectide.evaluate.retrieval.RankedQuery;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A query and what answers it.
 *
 * @param gains by document id
 */
public record GoldenQuery(String text, Map<String, Integer> gains) {
    /** How many documents are asked for. */
    public static final int DEPTH = 10;

    public GoldenQuery {
        gains = Map.copyOf(gains);
    }

    /** The same for the same query and gains, in every process. */
    public String key() {
        return text + " " + new TreeMap<>(gains);
    }

    /** nDCG@10 of an answer. */
    public double score(List<String> found) {
        List<Integer> ranked = found.stream().map(id -> gains.getOrDefault(id, 0)).toList();
        return new RankedQuery(ranked, List.copyOf(gains.values())).ndcg(DEPTH);
    }
}
