package dev.vectide.evaluate.task;

import dev.vectide.evaluate.data.Content;
import dev.vectide.evaluate.data.Pair;
import dev.vectide.evaluate.geometry.Pairwise;
import dev.vectide.evaluate.geometry.Positives;
import dev.vectide.evaluate.geometry.Spectrum;
import dev.vectide.evaluate.vector.Vectors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the vectors lie: uniformity, spectrum, hubs, and, where the data say what belongs together, alignment and InfoNCE over
 * temperatures. None of it is good or bad by itself. Figures of pairs are over at most 4,000 vectors, those of positives over
 * at most 2,000.
 */
final class GeometryTask implements Task {
    private static final int MOST = 4000;
    private static final int MOST_POSITIVES = 2000;
    /** Of STS scores from 0 to 5: pairs that mean nearly the same (Wang and Isola 2020). */
    private static final double ALIKE = 4;

    @Override
    public String name() {
        return "geometry";
    }

    @Override
    public boolean fits(Content content) {
        return true;
    }

    @Override
    public Scores run(Content content, Embedded vectors) {
        Map<String, Double> scores = new LinkedHashMap<>();
        Pairwise pairwise = Pairwise.of(vectors.documents().thinned(MOST));
        scores.put("uniformity", pairwise.uniformity());
        scores.put("mean_cosine", pairwise.meanCosine());
        scores.put("cosine_std", pairwise.cosineSd());
        scores.put("hub_skewness", pairwise.hubSkew());
        scores.put("largest_hub", (double) pairwise.largestHub());
        scores.put("orphans", pairwise.orphans());
        Spectrum spectrum = Spectrum.of(vectors.documents().units());
        scores.put("trace", spectrum.trace());
        scores.put("participation_ratio", spectrum.participationRatio());
        scores.put("iso_score", spectrum.isoScore());
        scores.put("effective_rank", spectrum.effectiveRank());
        scores.put("rank_me", spectrum.rankMe());
        scores.put("stable_rank", spectrum.stableRank());
        scores.put("alpha", spectrum.alpha());
        scores.put("dead_dimensions", (double) spectrum.deadDimensions());
        positives(content, vectors).ifPresent(pairs -> partners(pairs, scores));
        return new Scores("uniformity", scores, Optional.empty());
    }

    private record Partners(Vectors first, Vectors second) {}

    private static void partners(Partners partners, Map<String, Double> scores) {
        scores.put("alignment", Positives.alignment(partners.first, partners.second));
        Vectors first = partners.first.thinned(MOST_POSITIVES);
        Vectors second = partners.second.thinned(MOST_POSITIVES);
        Positives.Sweep sweep = Positives.sweep(first, second);
        scores.put("infonce_top1", sweep.top1());
        sweep.losses().forEach(at -> scores.put("infonce_loss_at_" + at.temperature(), at.loss()));
    }

    private static Optional<Partners> positives(Content content, Embedded vectors) {
        List<int[]> pairs = new ArrayList<>();
        Vectors first = vectors.documents();
        if (content instanceof Content.Similarities similar) {
            similar.pairs().stream().filter(pair -> pair.score() >= ALIKE).forEach(pair -> pairs.add(indices(pair)));
        } else if (content instanceof Content.Paraphrases same) {
            same.pairs().stream().filter(pair -> pair.score() == 1).forEach(pair -> pairs.add(indices(pair)));
        } else if (content instanceof Content.Judgements judged) {
            first = vectors.queries().orElseThrow();
            for (int query = 0; query < judged.judgements().size(); query++) {
                int asked = query;
                judged.judgements().get(query).entrySet().stream()
                        .filter(gain -> gain.getValue() > 0)
                        .mapToInt(Map.Entry::getKey)
                        .min()
                        .ifPresent(document -> pairs.add(new int[] {asked, document}));
            }
        }
        if (pairs.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(new Partners(
                first.select(pairs.stream().mapToInt(pair -> pair[0]).toArray()),
                vectors.documents().select(pairs.stream().mapToInt(pair -> pair[1]).toArray())));
    }

    private static int[] indices(Pair pair) {
        return new int[] {pair.first(), pair.second()};
    }
}
