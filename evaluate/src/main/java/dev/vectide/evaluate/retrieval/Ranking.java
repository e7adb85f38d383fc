package dev.vectide.evaluate.retrieval;

import dev.vectide.evaluate.vector.InnerProducts;
import dev.vectide.evaluate.vector.TopK;
import dev.vectide.evaluate.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Ranks a corpus by cosine for each query. Equal scores are in descending order of document ids, as trec_eval has them. */
public final class Ranking {
    private Ranking() {}

    /**
     * @param ids of the documents
     * @param judgements for each query, gains by document index
     * @param depth how many documents are ranked
     */
    public static List<RankedQuery> of(
            Vectors documents, List<String> ids, Vectors queries, List<Map<Integer, Integer>> judgements, int depth) {
        int[] ranks = descending(ids);
        RankedQuery[] ranked = new RankedQuery[queries.size()];
        new InnerProducts(documents.units()).forEach(queries.units(), (query, products) -> {
            Map<Integer, Integer> judged = judgements.get(query);
            List<Integer> gains = new ArrayList<>();
            for (int document : TopK.of(products, ranks, depth)) {
                gains.add(judged.getOrDefault(document, 0));
            }
            ranked[query] = new RankedQuery(gains, List.copyOf(judged.values()));
        });
        return Arrays.asList(ranked);
    }

    private static int[] descending(List<String> ids) {
        Integer[] order = new Integer[ids.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparing(ids::get, Comparator.reverseOrder()));
        int[] ranks = new int[order.length];
        for (int rank = 0; rank < order.length; rank++) {
            ranks[order[rank]] = rank;
        }
        return ranks;
    }
}
