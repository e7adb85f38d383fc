package dev.vectide.evaluate.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.evaluate.Drawn;
import dev.vectide.evaluate.vector.Vectors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankedQueryTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void measuresAreThoseOfTheirDefinitions(long seed) {
        Drawn drawn = new Drawn(seed);
        List<Integer> gains = IntStream.of(drawn.labels(drawn.size(0, 30), 4)).mapToObj(gain -> Math.max(0, gain - 1)).toList();
        List<Integer> judged = new ArrayList<>(gains);
        IntStream.of(drawn.labels(5, 4)).forEach(gain -> judged.add(gain - 1));
        RankedQuery query = new RankedQuery(gains, judged);
        double relevant = judged.stream().filter(gain -> gain > 0).count();
        List<Integer> ideal = new ArrayList<>(judged);
        ideal.sort(Collections.reverseOrder());

        for (int k = 1; k < 35; k++) {
            List<Integer> top = gains.subList(0, Math.min(k, gains.size()));
            double found = top.stream().filter(gain -> gain > 0).count();
            assertThat(query.precision(k)).isCloseTo(found / k, within(1e-9));
            assertThat(query.recall(k)).isCloseTo(relevant == 0 ? 0 : found / relevant, within(1e-9));
            double best = dcg(ideal, k);
            assertThat(query.ndcg(k)).isCloseTo(best == 0 ? 0 : dcg(gains, k) / best, within(1e-9));
            double precisions = 0;
            double reciprocal = 0;
            for (int rank = 1; rank <= top.size(); rank++) {
                if (top.get(rank - 1) > 0) {
                    precisions += top.subList(0, rank).stream().filter(gain -> gain > 0).count() / (double) rank;
                    reciprocal = reciprocal == 0 ? 1.0 / rank : reciprocal;
                }
            }
            assertThat(query.averagePrecision(k)).isCloseTo(relevant == 0 ? 0 : precisions / relevant, within(1e-9));
            assertThat(query.reciprocalRank(k)).isCloseTo(reciprocal, within(1e-9));
        }
    }

    private static double dcg(List<Integer> gains, int k) {
        double sum = 0;
        for (int rank = 1; rank <= Math.min(k, gains.size()); rank++) {
            sum += Math.max(0, gains.get(rank - 1)) / (Math.log(rank + 1) / Math.log(2));
        }
        return sum;
    }

    @Test
    void equalScoresAreInDescendingOrderOfIds() {
        Vectors documents = Vectors.owning(new float[][] {{1, 0}, {2, 0}, {0, 1}, {3, 0}});
        Vectors query = Vectors.owning(new float[][] {{5, 0}});

        List<RankedQuery> ranked = Ranking.of(
                documents, List.of("10", "9", "a", "2"), query, List.of(Map.of(0, 1, 1, 2, 3, 3)), 10);

        assertThat(ranked.get(0).gains()).containsExactly(2, 3, 1, 0);
    }
}
