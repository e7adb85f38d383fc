package dev.vectide.evaluate.retrieval;

import java.util.List;

/**
 * One query's ranking, judged; the measures are trec_eval's. A gain is what the judges gave; 0 or less, or no judgement, is not
 * relevant. A query without relevant documents scores 0.
 *
 * @param gains of the ranked documents, best first
 * @param judged gains of all judged documents, ranked or not
 */
public record RankedQuery(List<Integer> gains, List<Integer> judged) {
    public RankedQuery {
        gains = List.copyOf(gains);
        judged = List.copyOf(judged);
    }

    private long relevant() {
        return judged.stream().filter(gain -> gain > 0).count();
    }

    private int gain(int rank) {
        return rank < gains.size() ? Math.max(0, gains.get(rank)) : 0;
    }

    private int hits(int k) {
        int hits = 0;
        for (int rank = 0; rank < Math.min(k, gains.size()); rank++) {
            hits += gain(rank) > 0 ? 1 : 0;
        }
        return hits;
    }

    /** Share of the relevant documents among the first k. */
    public double recall(int k) {
        return relevant() == 0 ? 0 : (double) hits(k) / relevant();
    }

    /** Share of relevant documents among the first k, also where fewer were found. */
    public double precision(int k) {
        return (double) hits(k) / k;
    }

    /** Precision at each relevant document of the first k, summed, over the number of all relevant ones. */
    public double averagePrecision(int k) {
        double sum = 0;
        int hits = 0;
        for (int rank = 0; rank < Math.min(k, gains.size()); rank++) {
            if (gain(rank) > 0) {
                sum += (double) ++hits / (rank + 1);
            }
        }
        return relevant() == 0 ? 0 : sum / relevant();
    }

    /** 1 over the rank of the first relevant document, if it is among the first k. */
    public double reciprocalRank(int k) {
        for (int rank = 0; rank < Math.min(k, gains.size()); rank++) {
            if (gain(rank) > 0) {
                return 1.0 / (rank + 1);
            }
        }
        return 0;
    }

    /** Σ gain / log₂(rank + 1) over the first k, against that of the best ranking of all judged documents. */
    public double ndcg(int k) {
        int[] ideal = judged.stream().mapToInt(gain -> -Math.max(0, gain)).sorted().toArray();
        double best = 0;
        for (int rank = 0; rank < Math.min(k, ideal.length); rank++) {
            best += -ideal[rank] * discount(rank);
        }
        double sum = 0;
        for (int rank = 0; rank < Math.min(k, gains.size()); rank++) {
            sum += gain(rank) * discount(rank);
        }
        return best == 0 ? 0 : sum / best;
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(rank + 2);
    }
}
