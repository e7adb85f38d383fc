package dev.vectide.bench.indexer;

import dev.vectide.core.vector.FloatVector;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** How much of what is nearest is found. */
final class Recall {
    private Recall() {}

    /** Share of {@code nearest} that is among {@code found}; 1 where there is nothing to be found. */
    static double of(int[] found, int[] nearest) {
        if (nearest.length == 0) {
            return 1;
        }
        int[] sorted = found.clone();
        Arrays.sort(sorted);
        return (double) Arrays.stream(nearest).filter(n -> Arrays.binarySearch(sorted, n) >= 0).count() / nearest.length;
    }

    /**
     * Mean over queries, searched on all processors.
     *
     * @param truths what is nearest to each query
     */
    static double mean(List<FloatVector> queries, List<int[]> truths, Function<FloatVector, int[]> search) {
        return IntStream.range(0, queries.size())
                .parallel()
                .mapToDouble(i -> of(search.apply(queries.get(i)), truths.get(i)))
                .average()
                .orElseThrow();
    }

    /** What {@code search} finds for each query, searched on all processors. */
    static List<int[]> all(List<FloatVector> queries, Function<FloatVector, int[]> search) {
        return queries.parallelStream().map(search).toList();
    }
}
