package dev.vectide.evaluate.task;

import dev.vectide.evaluate.data.Content;
import dev.vectide.evaluate.resample.Statistics;
import dev.vectide.evaluate.retrieval.RankedQuery;
import dev.vectide.evaluate.retrieval.Ranking;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Whether queries find the documents that answer them: nDCG@10, as MTEB's retrieval tasks. */
final class RetrievalTask implements Task {
    private static final int[] DEPTHS = {1, 3, 5, 10, 20, 100, 1000};
    private static final int MAIN = 10;
    private static final int DEEPEST = 1000;

    @Override
    public String name() {
        return "retrieval";
    }

    @Override
    public boolean fits(Content content) {
        return content instanceof Content.Judgements;
    }

    @Override
    public Scores run(Content content, Embedded vectors) {
        Content.Judgements judged = (Content.Judgements) content;
        List<RankedQuery> ranked = Ranking.of(
                vectors.documents(), judged.ids(), vectors.queries().orElseThrow(), judged.judgements(), DEEPEST);
        Map<String, Double> scores = new LinkedHashMap<>();
        for (int k : DEPTHS) {
            scores.put("ndcg_at_" + k, mean(ranked, query -> query.ndcg(k)));
        }
        for (int k : DEPTHS) {
            scores.put("map_at_" + k, mean(ranked, query -> query.averagePrecision(k)));
        }
        for (int k : DEPTHS) {
            scores.put("recall_at_" + k, mean(ranked, query -> query.recall(k)));
        }
        for (int k : DEPTHS) {
            scores.put("precision_at_" + k, mean(ranked, query -> query.precision(k)));
        }
        for (int k : DEPTHS) {
            scores.put("mrr_at_" + k, mean(ranked, query -> query.reciprocalRank(k)));
        }
        return new Scores(
                "ndcg_at_" + MAIN, scores, Optional.of(Statistics.mean(each(ranked, query -> query.ndcg(MAIN)))));
    }

    private static double[] each(List<RankedQuery> queries, ToDoubleFunction<RankedQuery> measure) {
        return queries.stream().mapToDouble(measure).toArray();
    }

    private static double mean(List<RankedQuery> queries, ToDoubleFunction<RankedQuery> measure) {
        return Arrays.stream(each(queries, measure)).average().orElse(Double.NaN);
    }
}
