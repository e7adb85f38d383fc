package dev.vectide.indexer.http;

import dev.vectide.indexer.search.Decay;
import dev.vectide.indexer.search.Fusion;
import dev.vectide.indexer.search.Hit;
import java.util.List;
import java.util.function.IntFunction;

/** Rankings made of rankings. A ranking is the best hits as a function of how many. */
final class Rankings {
    private Rankings() {}

    /** The same hits whatever the count is, the best {@code most}. */
    static IntFunction<List<Hit>> first(int most, IntFunction<List<Hit>> ranking) {
        return count -> ranking.apply(most);
    }

    /** More hits than are wanted, for what is made of them may put a later one first. */
    static IntFunction<List<Hit>> deep(IntFunction<List<Hit>> ranking) {
        return count -> ranking.apply(Math.max(Limits.DEPTH, 2 * count));
    }

    static IntFunction<List<Hit>> fused(List<IntFunction<List<Hit>>> rankings) {
        return count -> best(
                count, Fusion.of(rankings.stream().map(ranking -> ranking.apply(count)).toList()));
    }

    static IntFunction<List<Hit>> fading(IntFunction<List<Hit>> ranking, Decay decay) {
        return count -> best(count, decay.of(deep(ranking).apply(count)));
    }

    static IntFunction<List<Hit>> above(IntFunction<List<Hit>> ranking, float threshold) {
        return count -> ranking.apply(count).stream().filter(hit -> hit.score() >= threshold).toList();
    }

    private static List<Hit> best(int count, List<Hit> hits) {
        return hits.subList(0, Math.min(count, hits.size()));
    }
}
