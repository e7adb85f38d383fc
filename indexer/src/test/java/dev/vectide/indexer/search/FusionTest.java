package dev.vectide.indexer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.indexer.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FusionTest {
    private static Hit hit(String id, int chunk) {
        return new Hit(Documents.saying(id, id), chunk, 7);
    }

    private static String id(Hit hit) {
        return hit.document().key().document();
    }

    @Test
    void aDocumentScoresTheSumOfItsReciprocalRanks() {
        Random random = new Random(1);
        for (int round = 0; round < 50; round++) {
            List<List<Hit>> rankings = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(4); i++) {
                List<Hit> ranking = new ArrayList<>(
                        IntStream.range(0, 12).mapToObj(n -> hit("d" + n, 0)).toList());
                Collections.shuffle(ranking, random);
                rankings.add(ranking.subList(0, random.nextInt(13)));
            }

            List<Hit> fused = Fusion.of(rankings);

            for (Hit hit : fused) {
                assertThat((double) hit.score()).isCloseTo(naive(rankings, id(hit)), within(1e-7));
            }
            assertThat(fused).extracting(FusionTest::id).containsExactlyElementsOf(IntStream.range(0, 12)
                    .mapToObj(n -> "d" + n)
                    .filter(id -> naive(rankings, id) > 0)
                    .sorted(Comparator.comparing((String id) -> (float) naive(rankings, id)).reversed()
                            .thenComparing(id -> id))
                    .toList());
        }
    }

    private static double naive(List<List<Hit>> rankings, String id) {
        double score = 0;
        for (List<Hit> ranking : rankings) {
            int at = ranking.stream().map(FusionTest::id).toList().indexOf(id);
            score += at < 0 ? 0 : 1.0 / (60 + at + 1);
        }
        return score;
    }

    @Test
    void theFirstRankingSaysWhichPartIsShown() {
        assertThat(Fusion.of(List.of(List.of(hit("a", 2)), List.of(hit("b", 1), hit("a", 0)))))
                .extracting(FusionTest::id, Hit::chunk)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("a", 2), org.assertj.core.groups.Tuple.tuple("b", 1));
    }

    @Test
    void aScoreHalvesWithEveryHalfLifeAndNeverRises() {
        Instant now = Documents.TIME;
        Decay decay = new Decay(Duration.ofDays(7), now);
        Map<String, Hit> hits = new java.util.TreeMap<>();
        for (Hit hit : decay.of(List.of(
                aged("new", 0, 0.3f), aged("week", 7, 0.8f), aged("month", 28, 0.8f),
                aged("future", -30, 0.1f), aged("against", 7, -0.5f)))) {
            hits.put(id(hit), hit);
        }

        assertThat(hits.get("new").score()).isEqualTo(0.3f);
        assertThat(hits.get("week").score()).isEqualTo(0.4f, within(1e-6f));
        assertThat(hits.get("month").score()).isEqualTo(0.05f, within(1e-6f));
        assertThat(hits.get("future").score()).isEqualTo(0.1f);
        assertThat(hits.get("against").score()).isEqualTo(-0.5f);
        assertThat(decay.of(new ArrayList<>(hits.values())).get(0)).isEqualTo(hits.get("new"));
    }

    private static Hit aged(String id, int days, float score) {
        return new Hit(Documents.saying(id, id, Map.of(), Documents.TIME.minus(Duration.ofDays(days))), 0, score);
    }
}
