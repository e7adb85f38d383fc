package dev.vectide.indexer.search;

import dev.vectide.core.stream.DocumentKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reciprocal rank fusion: a document scores Σ 1 / (k + rank) over the rankings that have it, the best having rank 1
 * (Cormack, Clarke and Büttcher, SIGIR 2009). It compares ranks, so the rankings' scores need no common scale.
 */
public final class Fusion {
    /** The paper's. Qdrant's own is 2, with ranks from 0. */
    public static final int K = 60;

    private Fusion() {}

    /** Best first, equal scores by document id. Of a document in several rankings the first one's hit is shown. */
    public static List<Hit> of(List<List<Hit>> rankings) {
        Map<DocumentKey, Hit> hits = new HashMap<>();
        Map<DocumentKey, Double> scores = new HashMap<>();
        for (List<Hit> ranking : rankings) {
            int rank = 0;
            for (Hit hit : ranking) {
                scores.merge(hit.document().key(), 1.0 / (K + ++rank), Double::sum);
                hits.putIfAbsent(hit.document().key(), hit);
            }
        }
        List<Hit> fused = new ArrayList<>(hits.size());
        scores.forEach((key, score) -> fused.add(Objects.requireNonNull(hits.get(key)).withScore(score.floatValue())));
        fused.sort(Hit.BEST_FIRST);
        return fused;
    }
}
